import assert from "node:assert/strict";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { stopOnSignal } from "./stop_on_signal.ts";

function setUp() {
  const host = fakeHost();
  const done: string[] = [];
  const stack = {
    close: () => Promise.resolve(void done.push("close")),
    killAll: () => Promise.resolve(void done.push("kill")),
  };
  const ending = stopOnSignal(host, stack, () => {});
  return { host, done, ending };
}

Deno.test("the first Ctrl-C closes the stack, the second kills it", async () => {
  const { host, done, ending } = setUp();
  assert.equal(ending.isAsked(), false);
  host.send("SIGINT");
  await ending.asked;
  await host.clock.advance(1000);
  host.send("SIGINT");
  assert.deepEqual(done, ["close", "kill"]);
});

Deno.test("a Ctrl-C that deno task passes on is the same Ctrl-C", async () => {
  const { host, done } = setUp();
  host.send("SIGINT");
  await host.clock.advance(20);
  host.send("SIGINT");
  assert.deepEqual(done, ["close"]);
});

Deno.test("stopOnSignal() hears nothing after off()", () => {
  const { host, done, ending } = setUp();
  ending.off();
  host.send("SIGTERM");
  assert.deepEqual(done, []);
});
