import assert from "node:assert/strict";
import { fakeHost } from "./host_fake.ts";

Deno.test("fakeHost() keeps what was written, by lines", () => {
  const host = fakeHost({ args: ["a"], env: { HOME: "/home/me" } });
  host.out("one\ntwo");
  host.err("three");
  assert.deepEqual(host.stdout, ["one", "two"]);
  assert.deepEqual(host.stderr, ["three"]);
  assert.equal(host.env("HOME"), "/home/me");
});

Deno.test("fakeHost() sends signals until the handler is taken away", () => {
  const host = fakeHost();
  const seen: string[] = [];
  const off = host.onSignal((signal) => seen.push(signal));
  host.send("SIGINT");
  off();
  host.send("SIGTERM");
  assert.deepEqual(seen, ["SIGINT"]);
});
