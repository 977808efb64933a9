import assert from "node:assert/strict";
import fc from "fast-check";
import { type Delivered, metricsOf } from "./metrics.ts";
import {
  BEFORE,
  delivered,
  HOUR,
  NOON,
  page,
  PERIOD,
} from "./metrics_fixture.ts";

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

Deno.test("of nothing there are no rates, no times, and a frequency of 0", () => {
  assert.deepEqual(metricsOf([], [], PERIOD), {
    days: 100 / 24,
    deployments: 0,
    deploymentsPerDay: 0,
    changes: 0,
    leadTimeMs: undefined,
    failed: 0,
    changeFailRate: undefined,
    recoveryMs: undefined,
    reworked: 0,
    reworkRate: undefined,
    drills: 0,
  });
});

Deno.test("a deployment counts when it ended within the period, both ends included", () => {
  const all = [1, 2, 3, 4].map((hour) =>
    delivered(`${hour}`.repeat(7), hour * HOUR)
  );
  const within = { from: 2 * HOUR, to: 3 * HOUR };
  assert.equal(metricsOf(all, [], within).deployments, 2);
});

Deno.test("a change that several services deploy has one lead time, to the first of them", () => {
  const first = delivered("aaaaaaa", BEFORE + HOUR);
  const second = { ...first, service: "events", endedAt: BEFORE + 9 * HOUR };
  const { changes, leadTimeMs } = metricsOf([first, second], [], PERIOD);
  assert.deepEqual({ changes, leadTimeMs }, { changes: 1, leadTimeMs: HOUR });
});

Deno.test("a version that was taken back has delivered none of its changes", () => {
  const aborted: Delivered = {
    ...delivered("aaaaaaa", 2 * HOUR),
    outcome: "aborted",
  };
  const again = { ...delivered("aaaaaaa", 7 * HOUR), startedAt: 6 * HOUR };
  const { changes, leadTimeMs, failed } = metricsOf(
    [aborted, again],
    [],
    PERIOD,
  );
  assert.deepEqual({ changes, failed }, { changes: 1, failed: 1 });
  assert.equal(leadTimeMs, 7 * HOUR - BEFORE);
});

Deno.test("commits of bots deliver nothing, and do not hide that the rest is a drill", () => {
  const bot = delivered("aaaaaaa", NOON, { isBot: true });
  assert.equal(metricsOf([bot], [], PERIOD).changes, 0);
  const drill = delivered("bbbbbbb", NOON, { isDrill: true });
  const both = { ...drill, changes: [...bot.changes, ...drill.changes] };
  const { deployments, drills } = metricsOf([both], [], PERIOD);
  assert.deepEqual({ deployments, drills }, { deployments: 0, drills: 1 });
});

const anyDelivered = fc.record({
  hour: fc.integer({ min: 0, max: 99 }),
  outcome: fc.constantFrom("healthy" as const, "aborted" as const),
  drill: fc.boolean(),
});

Deno.test("rates stay between 0 and 1, and every deployment is counted or a drill", () => {
  fc.assert(fc.property(
    fc.array(anyDelivered, { maxLength: 12 }),
    fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 5 }),
    (made, pagedAt) => {
      const all = made.toSorted((a, b) => a.hour - b.hour)
        .map(({ hour, outcome, drill }, at): Delivered => ({
          ...delivered(`${at}`.padStart(7, "0"), hour * HOUR),
          outcome,
          drill,
        }));
      const pages = pagedAt.map((hour) => page(hour * HOUR, null));
      const metrics = metricsOf(all, pages, PERIOD);
      const { deployments, drills, failed, reworked } = metrics;
      assert.equal(deployments + drills, all.length);
      assert.ok(failed <= deployments && reworked <= deployments);
      const aborted = all.filter((one) =>
        one.outcome === "aborted" && !one.drill
      );
      assert.ok(failed >= aborted.length);
      // A page fails one deployment at most.
      assert.ok(failed <= aborted.length + pages.length);
      assert.ok((metrics.recoveryMs ?? 0) >= 0);
    },
  ));
});
