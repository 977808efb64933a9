import assert from "node:assert/strict";
import type { Change } from "./history.ts";
import { type Delivered, metricsOf } from "./metrics.ts";

const BEFORE = 1_000_000;
const NOON = 2_000_000;

function delivered(
  sha: string,
  at: number,
  change: Partial<Change> = {},
): Delivered {
  const plain = { isBot: false, isDrill: false, isFix: false, reverts: [] };
  return {
    kind: "deployment",
    service: "payments",
    revision: sha,
    startedAt: at,
    endedAt: at,
    outcome: "healthy",
    drill: false,
    changes: [{ sha, began: BEFORE, ...plain, ...change }],
  };
}

Deno.test("a version that was reverted in the same second was bad, its revert was not", () => {
  const all = [
    delivered("aaaaaaa", NOON - 1000),
    delivered("bbbbbbb", NOON),
    delivered("ccccccc", NOON, { reverts: ["bbbbbbb"], isFix: true }),
  ];
  const { failed, changeFailRate, recoveryMs, reworked } = metricsOf(all, [], {
    from: BEFORE,
    to: NOON + 1000,
  });
  assert.deepEqual({ failed, recoveryMs, reworked }, {
    failed: 1,
    recoveryMs: 0,
    reworked: 1,
  });
  assert.equal(changeFailRate, 1 / 3);
});
