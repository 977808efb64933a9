import assert from "node:assert/strict";
import {
  comparedOf,
  compareRuns,
  type Figure,
  missingFigures,
  percentileFigure,
} from "./compare.ts";
import { drawsOf, type Random } from "./random.ts";
import { OPEN, played } from "../run_fixture.ts";

/** Pairs of runs that are made up. */
const PAIRS = 100;

/** A minute at 100 a second; a second is as slow as the one before, more or less. */
function p95Of(random: Random, slower: number): Figure {
  let noise = 0;
  const intervals = Array.from({ length: 60 }, () => {
    const counts = new Map<number, number>();
    noise = 0.5 * noise + 0.04 * normal(random);
    for (let i = 0; i < 100; i++) {
      const ms = slower * 10 * Math.exp(noise + 0.4 * normal(random));
      const near = Math.round(ms * 20) / 20;
      counts.set(near, (counts.get(near) ?? 0) + 1);
    }
    return [...counts].map(([ms, count]) => ({ ms, count }));
  });
  return percentileFigure(intervals, 95, random);
}

function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

function verdicts(seed: number, slower: number): readonly string[] {
  const random = drawsOf(seed);
  return Array.from({ length: PAIRS }, () => {
    const [before, after] = [p95Of(random, 1), p95Of(random, slower)];
    return comparedOf(before, after, { name: "pay.p95", figures: 1 }).verdict;
  });
}

Deno.test("a p95 that is 10 % worse is found in at least 95 of 100 pairs of runs", () => {
  const found = verdicts(1, 1.1).filter((verdict) => verdict === "worse");
  assert.ok(found.length >= 0.95 * PAIRS, `found ${found.length}`);
});

Deno.test("of 100 pairs of equal runs at most 5 raise a false alarm", () => {
  const alarms = verdicts(2, 1).filter((verdict) => verdict !== "same");
  assert.ok(alarms.length <= 0.05 * PAIRS, `${alarms.length} alarms`);
});

Deno.test("what is worse depends on the figure, and the more of them, the wider the band", () => {
  const before = { value: 100, error: 0.01, pieces: 50 };
  const after = { ...before, value: 105 };
  const verdict = (name: string, figures: number): string =>
    comparedOf(before, after, { name, figures }).verdict;
  assert.equal(verdict("pay.p95", 1), "worse");
  assert.equal(verdict("orders/s", 1), "better");
  assert.equal(verdict("pay.p95", 1000), "same");
});

Deno.test("shares are compared in points, since nothing has no ratio", () => {
  const none = { value: 0, error: 0, pieces: 1e6 };
  const some = { value: 0.5, error: 0.1, pieces: 1e6 };
  const { change, band, verdict } = comparedOf(none, some, {
    name: "errors",
    figures: 1,
  });
  assert.equal(change, 0.5);
  assert.ok(Math.abs(band - 0.196) < 0.001, String(band));
  assert.equal(verdict, "worse");
});

Deno.test("a run compared with itself has not changed; a short one cannot be compared", async () => {
  const stages = [{ ms: 12_000, from: 60, to: 60 }];
  const { summary } = await played({ ...OPEN, stages });
  const compared = compareRuns(summary, summary) ?? [];
  assert.deepEqual(compared.map(({ name }) => name), [
    "list.p50",
    "list.p95",
    "list.p99",
    "reserve.p50",
    "reserve.p95",
    "reserve.p99",
    "errors", // no visitor bought, and too few paid to have percentiles
  ]);
  for (const { name, change, verdict } of compared) {
    assert.deepEqual([change, verdict], [0, "same"], name);
  }
  const errors = compared.find(({ name }) => name === "errors");
  assert.ok(errors && errors.before > 5 && errors.band > 0);
  const one = compareRuns(summary, summary, { metrics: ["list.p95"] });
  assert.deepEqual(one?.map(({ name }) => name), ["list.p95"]);
  assert.equal(compareRuns(summary, summary, { skipMs: 5000 }), undefined);
});

Deno.test("what was not measured is unknown, and a shop that sells nothing is worse", () => {
  const some: Figure = { value: 100, error: 0.01, pieces: 50 };
  const none: Figure = { value: NaN, error: NaN, pieces: 50 };
  const zero: Figure = { value: 0, error: NaN, pieces: 50 };
  const verdict = (name: string, before: Figure, after: Figure): string =>
    comparedOf(before, after, { name, figures: 1 }).verdict;
  assert.equal(verdict("pay.p95", some, none), "unknown");
  assert.equal(verdict("pay.p95", none, some), "unknown");
  assert.equal(verdict("pay.p95", none, none), "unknown");
  assert.equal(verdict("orders/s", some, zero), "worse");
  assert.equal(verdict("orders/s", zero, some), "better");
  assert.equal(verdict("orders/s", zero, zero), "unknown");
});

Deno.test("a step that only one of the runs has is named", async () => {
  const { summary } = await played({ ...OPEN });
  const [name = "", step] = Object.entries(summary.steps)[0] ?? [];
  assert.ok(step !== undefined);
  const many = { ...step, count: 100 };
  const few = { ...step, count: 99 };
  const withStep = (one: typeof step) => ({
    ...summary,
    steps: { ...summary.steps, [name]: one },
  });
  assert.deepEqual(missingFigures(withStep(many), withStep(few)), [name]);
  assert.deepEqual(missingFigures(withStep(many), withStep(many)), []);
});
