import assert from "node:assert/strict";
import fc from "fast-check";
import { parseSpec, type Slo } from "./spec.ts";
import { inputSeries, type Phase } from "./traffic.ts";
import good from "./testdata/good.yaml" with { type: "text" };

const SLO = parseSpec(good, "good.yaml");

/** Objectives that say the same in three ways. */
const WAYS: Readonly<Record<string, Slo>> = {
  "good requests of one metric": SLO,
  "bad requests of one metric": {
    ...SLO,
    good: undefined,
    bad: 'gateway_requests_total{path="/reserve/{id}/pay",status=~"5.."}',
  },
  "one bad status": {
    ...SLO,
    good: undefined,
    bad: 'gateway_requests_total{path="/reserve/{id}/pay",status="500"}',
  },
  "good requests of a metric of their own": {
    ...SLO,
    good: 'orders_total{result="success"}',
    total: 'charges_total{path="/pay"}',
  },
};

const SAMPLE = /^(-?[\d.e+-]+?)\+(-?[\d.e-]+)x(\d+)$/;

/** The values that promtool makes of its notation. */
function samplesOf(values: string): readonly number[] {
  return values.split(" ").flatMap((word) => {
    const [, start, step, times] = SAMPLE.exec(word) ?? assert.fail(word);
    return Array.from(
      { length: Number(times) + 1 },
      (_, at) => Number(start) + at * Number(step),
    );
  });
}

const phase = fc.record({
  steps: fc.integer({ min: 1, max: 9 }),
  perStep: fc.integer({ min: 0, max: 500 }),
  errors: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
});

const phases = fc.array(phase, { minLength: 1, maxLength: 5 });

/** The sum over all instances at each sample, of some series. */
function summed(
  slo: Slo,
  played: readonly Phase[],
  isWanted: (series: string) => boolean,
): readonly number[] {
  const own = inputSeries(slo, played).filter(({ series }) =>
    !series.includes("another service") && isWanted(series)
  ).map(({ values }) => samplesOf(values));
  return (own[0] ?? []).map((_, at) =>
    own.reduce((sum, values) => sum + (values[at] ?? NaN), 0)
  );
}

/** How much a counter has grown before each sample, at `perStep(phase)`. */
function grown(
  played: readonly Phase[],
  perStep: (phase: Phase) => number,
): readonly number[] {
  let value = 0;
  return played.flatMap((one) =>
    Array.from({ length: one.steps }, () => {
      const before = value;
      value += perStep(one);
      return before;
    })
  );
}

function assertClose(a: readonly number[], b: readonly number[]): void {
  assert.equal(a.length, b.length);
  for (const [at, value] of a.entries()) {
    assert.ok(Math.abs(value - (b[at] ?? NaN)) < 1e-6, `${at}: ${value}`);
  }
}

for (const [what, slo] of Object.entries(WAYS)) {
  Deno.test(`counters of ${what} never fall`, () => {
    fc.assert(
      fc.property(phases, (played) => {
        for (const { series, values } of inputSeries(slo, played)) {
          for (const [at, value] of samplesOf(values).entries()) {
            const before = samplesOf(values)[at - 1] ?? 0;
            assert.ok(value >= before - 1e-6, `${series}: ${value}`);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
}

Deno.test("all instances together count every request, and the share that is bad", () => {
  fc.assert(fc.property(phases, (played) => {
    const all = summed(SLO, played, () => true);
    assertClose(all, grown(played, ({ perStep }) => perStep));
    const bad = summed(SLO, played, (series) => /status="5/.test(series));
    assertClose(bad, grown(played, ({ perStep, errors }) => perStep * errors));
  }));
});

Deno.test("as long as a quarter fails at most, only the smaller instance fails", () => {
  const played = [{ steps: 2, perStep: 100, errors: 0.2 }];
  const failing = inputSeries(SLO, played).filter(({ series }) =>
    /status="5/.test(series)
  );
  const last = (instance: string) =>
    samplesOf(
      failing.find(({ series }) => series.includes(`"${instance}"`))?.values ??
        "",
    ).at(-1);
  assert.equal(last("larger"), 0);
  assert.equal(last("smaller"), 20);
});

Deno.test("there is a series of another service, which a rule that selects too much counts", () => {
  const played = [{ steps: 1, perStep: 1, errors: 0 }];
  for (const [what, slo] of Object.entries(WAYS)) {
    const foreign = inputSeries(slo, played).filter(({ series }) =>
      series.includes("another service")
    );
    assert.equal(foreign.length, 1, what);
  }
});

Deno.test("without a good request ever the good series is not there", () => {
  const played = [{ steps: 1, perStep: 4, errors: 1 }];
  const names = (withGood: boolean) =>
    inputSeries(SLO, played, { withGood }).filter(({ series }) =>
      /status="200"/.test(series) && !series.includes("another service")
    ).length;
  assert.equal(names(true), 2);
  assert.equal(names(false), 0);
});
