import assert from "node:assert/strict";
import fc from "fast-check";
import type { ActivityResult, ProbeResult, State } from "./journal.ts";
import { CUT, notUndone, type RunFacts, verdictOn } from "./verdict.ts";

const AT = "2026-11-24T12:00:00.000Z";

function probe(name: string, changes: Partial<ProbeResult> = {}): ProbeResult {
  return {
    activity: { name },
    status: "succeeded",
    start: AT,
    end: AT,
    duration: 0,
    output: "200",
    tolerance_met: true,
    ...changes,
  };
}

function state(...probes: readonly ProbeResult[]): State {
  const steady_state_met = probes.every((one) => one.tolerance_met);
  return { steady_state_met, probes: [...probes] };
}

const UNKNOWN = { tolerance_met: false, unknown: true } as const;

/** A run as it should go. */
const GOOD: RunFacts = {
  brokenBy: undefined,
  cut: undefined,
  failure: undefined,
  isRecovered: true,
  after: state(probe("list")),
  withinS: 20,
  during: [state(probe("list"))],
  rps: 20,
  minimumRps: 1,
};

const CASES: readonly (readonly [
  rule: string,
  facts: Partial<RunFacts>,
  verdict: string,
  words: RegExp,
])[] = [
  ["all that was expected is held", {}, "held", /held to the end/],
  [
    "a broken hypothesis is broken, by what broke it",
    { cut: CUT.broken, brokenBy: "list: 500" },
    "broken",
    /^list: 500$/,
  ],
  [
    "a broken hypothesis also says when the system did not come back",
    { cut: CUT.broken, brokenBy: "list: 500", isRecovered: false },
    "broken",
    /^list: 500; .*not well again within 20 s$/,
  ],
  [
    "a stop by a person stands before what was not recovered",
    { cut: CUT.asked, isRecovered: false },
    "interrupted",
    /stopped/,
  ],
  [
    "a method that took too long proves nothing, also when all is well",
    { cut: CUT.late },
    "not_measured",
    /time limit/,
  ],
  [
    "an action that failed proves nothing, whatever came after it",
    { failure: "Cannot slow: no such fault", isRecovered: false },
    "not_measured",
    /no such fault/,
  ],
  [
    "the report of a system that did not recover names the probe",
    {
      isRecovered: false,
      after: state(probe("list", { tolerance_met: false, output: "500" })),
    },
    "not_recovered",
    /within 20 s: list: 500$/,
  ],
  [
    "no check at all while the fault was on proves nothing",
    { during: [] },
    "not_measured",
    /measured nothing while the fault was on: any probe$/,
  ],
  [
    "a probe that never had enough to tell proves nothing",
    { during: [state(probe("list"), probe("pay", UNKNOWN))] },
    "not_measured",
    /measured nothing while the fault was on: pay$/,
  ],
  [
    "a single measurement of a probe is enough",
    {
      during: [
        state(probe("list"), probe("pay", UNKNOWN)),
        state(probe("list"), probe("pay")),
        state(probe("list"), probe("pay", UNKNOWN)),
      ],
    },
    "held",
    /held/,
  ],
  [
    "too few customers at the end prove nothing",
    { rps: 0.9 },
    "not_measured",
    /0\.9 requests a second at the end, at least 1 /,
  ],
  [
    "as many customers as are needed are enough",
    { rps: 1 },
    "held",
    /held/,
  ],
  [
    "customers that cannot be counted prove nothing",
    { rps: undefined },
    "not_measured",
    /no requests a second/,
  ],
  [
    "an experiment that needs no customers is held without them",
    { rps: 0, minimumRps: 0 },
    "held",
    /held/,
  ],
];

for (const [rule, facts, verdict, words] of CASES) {
  Deno.test(`the verdict on a run: ${rule}`, () => {
    const ended = verdictOn({ ...GOOD, ...facts });
    assert.equal(ended.verdict, verdict, ended.reason);
    assert.match(ended.reason, words);
  });
}

const facts: fc.Arbitrary<RunFacts> = fc.record({
  brokenBy: fc.constantFrom(undefined, "list: 500"),
  cut: fc.constantFrom(undefined, CUT.broken, CUT.late, CUT.asked),
  failure: fc.constantFrom(undefined, "Cannot slow"),
  isRecovered: fc.boolean(),
  after: fc.constantFrom(undefined, GOOD.after),
  withinS: fc.constant(20),
  during: fc.array(
    fc.constantFrom(state(probe("list")), state(probe("list", UNKNOWN))),
  ),
  rps: fc.constantFrom(undefined, 0, 5),
  minimumRps: fc.constantFrom(0, 1),
});

Deno.test("a run is held only when nothing at all speaks against it", () => {
  fc.assert(fc.property(facts, (run) => {
    if (verdictOn(run).verdict !== "held") return;
    assert.equal(run.cut, undefined);
    assert.equal(run.failure, undefined);
    assert.ok(run.isRecovered);
    assert.ok(run.during.some(({ probes }) => !probes[0]?.unknown));
    assert.ok(run.rps !== undefined && run.rps >= run.minimumRps);
  }));
});

Deno.test("a run is broken exactly when its hypothesis was", () => {
  fc.assert(fc.property(facts, (run) => {
    assert.equal(
      verdictOn(run).verdict === "broken",
      run.cut === CUT.broken,
    );
  }));
});

function done(name: string, exception?: string): ActivityResult {
  return {
    activity: { name },
    status: exception === undefined ? "succeeded" : "failed",
    start: AT,
    end: AT,
    duration: 0,
    output: null,
    ...exception === undefined ? {} : { exception },
  };
}

Deno.test("nothing is left when every undo and every rollback succeeded", () => {
  assert.equal(notUndone({ undone: [], rollbacks: [] }), undefined);
  const all = { undone: [done("a")], rollbacks: [done("b")] };
  assert.equal(notUndone(all), undefined);
});

Deno.test("the first that could not be undone is named, faults before rollbacks", () => {
  const all = {
    undone: [done("a"), done("b", "it hangs")],
    rollbacks: [done("c", "it is gone")],
  };
  assert.equal(notUndone(all), "b: it hangs");
  assert.equal(notUndone({ ...all, undone: [] }), "c: it is gone");
});
