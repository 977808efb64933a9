import assert from "node:assert/strict";
import { mergeSummaries } from "./merge.ts";
import { type Plan, WHOLE } from "../engine/plan.ts";
import { CLOSED, OPEN, played } from "../run_fixture.ts";
import type { Summary } from "./summary.ts";

async function shares(
  load: Plan["load"],
  count: number,
): Promise<readonly Awaited<ReturnType<typeof played>>[]> {
  return await Promise.all(
    Array.from({ length: count }, (_, index) => played(load, { index, count })),
  );
}

for (const [kind, load] of Object.entries({ open: OPEN, closed: CLOSED })) {
  Deno.test(`the shares of an ${kind} run play together what one would have played`, async () => {
    const whole = await played(load);
    const parts = await shares(load, 3);
    assert.deepEqual(
      parts.flatMap(({ asked }) => asked).toSorted(),
      whole.asked.toSorted(),
    );
    const merged = mergeSummaries(parts.map(({ summary }) => summary));
    const { steps, journeys, arrivals, requests } = whole.summary;
    assert.deepEqual(merged.steps, steps);
    assert.deepEqual(merged.journeys, journeys);
    assert.deepEqual(merged.requests, requests);
    assert.deepEqual(merged.arrivals, arrivals);
    assert.equal(merged.run.workers, 3);
  });
}

Deno.test("another seed plays another run", async () => {
  const [one, other] = [await played(OPEN), await played(OPEN, WHOLE, 6)];
  assert.notDeepEqual(one.asked, other.asked);
});

Deno.test("parts of different runs, or the same part twice, are refused", async () => {
  const [one, two] = await shares(OPEN, 2);
  assert.ok(one && two);
  const other = await played(OPEN, { index: 1, count: 2 }, 6);
  assert.throws(
    () => mergeSummaries([one.summary, other.summary]),
    /the seed of all parts must be the same, here are 5 and 6/,
  );
  assert.throws(
    () => mergeSummaries([one.summary, one.summary]),
    /part 0 is there twice/,
  );
});

Deno.test("a part that began later is added to the intervals of its own time", async () => {
  const [one, two] = await shares(OPEN, 2);
  assert.ok(one && two);
  const run = { ...two.summary.run, started: "1970-01-01T00:00:02.000Z" };
  const merged = mergeSummaries([one.summary, { ...two.summary, run }]);
  const started = (summary: Pick<Summary, "intervals">, at: number): number =>
    summary.intervals[at]?.started ?? 0;
  assert.equal(started(merged, 0), started(one.summary, 0));
  assert.equal(
    started(merged, 3),
    started(one.summary, 3) + started(two.summary, 1),
  );
  assert.equal(merged.run.seconds, 7);
});
