import assert from "node:assert/strict";
import plan from "../../../../labs/negative_controls.yaml" with {
  type: "text",
};
import { LABS } from "../../lab/labs.ts";
import { parsePlan } from "./plan.ts";
import { merged, outagesTable, type Row } from "./rows.ts";

const row: Row = {
  lab: 4,
  check: "4.6",
  title: "customers buy",
  outage: "load",
  verdict: "could_not_verify",
  measured: "the load was over before its end",
  atSeconds: 4,
  wholeSeconds: 8,
  digest: "a",
};

Deno.test("what is taken is taken from checks that there are", () => {
  const plans = parsePlan(plan);
  assert.ok(plans.length > 0);
  for (const { lab, checks } of plans) {
    const known = LABS.find((one) => one.lab === lab)?.checks.map(({ id }) =>
      id
    );
    for (const id of Object.keys(checks)) {
      assert.ok(known?.includes(id), `${lab} ${id}`);
    }
  }
});

Deno.test("a plan that takes nothing, or an unknown part, is refused", () => {
  const taking = (outages: string) =>
    `[{lab: 4, "on": cluster, checks: {"4.6": ${outages}}}]`;
  assert.equal(parsePlan(taking("[load]")).length, 1);
  assert.throws(() => parsePlan(taking("[]")), /Cannot read/);
  assert.throws(() => parsePlan(taking("[electricity]")), /Cannot read/);
});

Deno.test("the table has a line for each check, and shouts where one passes", () => {
  const rows = [row, {
    ...row,
    outage: "inventory" as const,
    verdict: "pass" as const,
  }];
  const lines = outagesTable(rows, () => true).split("\n");
  assert.deepEqual(lines.slice(2), [
    "| 4 | 4.6 | customers buy | unknown | **passes** |  |",
  ]);
  assert.match(outagesTable(rows, () => false), /has changed since/);
});

Deno.test("a check that is tried again takes the place of what it was", () => {
  const old = [row, { ...row, outage: "inventory" as const }, {
    ...row,
    check: "4.10",
  }];
  const now = merged(old, [{ ...row, verdict: "fail" }]);
  assert.deepEqual(now.map(({ check, verdict }) => [check, verdict]), [
    ["4.6", "fail"],
    ["4.10", "could_not_verify"],
  ]);
});
