import assert from "node:assert/strict";
import { CLOSED, OPEN, played } from "../run_fixture.ts";
import { stepRow, stepsTable } from "./steps_table.ts";

Deno.test("a run is a row: load, rate, latencies, failures, orders", async () => {
  const { summary } = await played(CLOSED);
  const [users, ramp, rps, , , , failed, soldOut, orders] = stepRow(summary);
  const { count, failures, perSecond } = summary.requests;
  assert.deepEqual([users, ramp, soldOut, orders], [7, 3, 0, 0]);
  assert.equal(rps, Number(perSecond.toPrecision(3)));
  assert.equal(failed, Number((100 * failures / count).toPrecision(3)));
  assert.ok(failures > 0, "paying fails in this shop");
});

Deno.test("an open run has no users", async () => {
  const { summary } = await played(OPEN);
  const lines = stepsTable([summary]).split("\n");
  assert.equal(lines.length, 3);
  assert.match(lines[0] ?? "", /^\| Users \| Ramp \| RPS \| p50 ms /);
  assert.match(lines[2] ?? "", /^\| - \| - \| \d/);
});
