import assert from "node:assert/strict";
import { isUnnoticed } from "./cluster_load.ts";
import { outcomeOf } from "../adapters/kubernetes/load_pod.ts";

/** The log of a load that sold so many tickets in each second. */
function log(orders: readonly number[]): string {
  const completed = orders.reduce((sum, one) => sum + one, 0);
  return "starting\n" + JSON.stringify({
    run: { ended: "planned" },
    orders: { completed },
    requests: { count: completed * 3, failures: 0, results: { ok: completed } },
    steps: {},
    intervalMs: 1000,
    intervals: orders.map((one) => ({ orders: one })),
  });
}

Deno.test("a load that sold all the time and saw no failure is unnoticed", () => {
  assert.equal(isUnnoticed(outcomeOf(log(Array(20).fill(10)))), true);
});

Deno.test("tickets that ran out in the middle are no proof, though nothing failed", () => {
  const outcome = outcomeOf(log([...Array(10).fill(10), ...Array(10).fill(0)]));
  assert.equal(outcome.lullMs, 10_000);
  assert.equal(isUnnoticed(outcome), false);
});

Deno.test("too few orders are no proof", () => {
  assert.equal(isUnnoticed(outcomeOf(log(Array(19).fill(1)))), false);
});

Deno.test("tickets that ran out at the very end are counted from the customers who found none", () => {
  const sold = outcomeOf(log(Array(5).fill(10)));
  const reserve = { count: 60, failures: 0, statuses: { 200: 50, 409: 10 } };
  assert.equal(isUnnoticed({ ...sold, steps: { reserve } }), false);
  const all = { ...reserve, statuses: { 200: 50 } };
  assert.equal(isUnnoticed({ ...sold, steps: { reserve: all } }), true);
});
