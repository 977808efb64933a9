import assert from "node:assert/strict";
import { type Route, waysOf } from "./routing.ts";
import { route } from "./schemas.ts";

const receivers = (root: Route, labels: Readonly<Record<string, string>>) =>
  waysOf(root, labels).map(({ receiver }) => receiver);

const tree = route.parse({
  receiver: "root",
  group_wait: "10s",
  routes: [
    { receiver: "pager", matchers: ["severity = page"], continue: true },
    { object_matchers: [["team", "=~", "pay.*"]], receiver: "payments" },
    { match: { severity: "ticket" }, mute_time_intervals: ["night"] },
  ],
});

Deno.test("an alert goes to the deepest policies that match, else to the root", () => {
  assert.deepEqual(receivers(tree, {}), ["root"]);
  assert.deepEqual(receivers(tree, { severity: "page" }), ["pager"]);
  const both = { severity: "page", team: "payments" };
  assert.deepEqual(receivers(tree, both), ["pager", "payments"]);
});

Deno.test("a policy has what it does not say from the one above; mutes are its own", () => {
  const [way] = waysOf(tree, { severity: "ticket" });
  assert.equal(way?.receiver, "root");
  assert.equal(way?.grouping.waitMs, 10_000);
  assert.deepEqual(way?.mutes, ["night"]);
});
