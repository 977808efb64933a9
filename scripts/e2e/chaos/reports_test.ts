import assert from "node:assert/strict";
import {
  abortText,
  brokenPromises,
  type DeathFigures,
} from "./abort_report.ts";
import type { AbortFigures } from "./aborts.ts";
import { CASES, SMOKE } from "./cases.ts";
import { DEATH_TTL_S } from "./deaths.ts";
import { wrongIn } from "./play.ts";

/** The promise of RESULTS.md (s). */
const ABORT_BOUND_S = 5;

const ABORT: AbortFigures = {
  service: "gateway",
  kind: "error",
  felt: 0.5,
  off: 0.4,
  wrong: undefined,
};

const DEATH: DeathFigures = { victims: "runner", seconds: 1 };

Deno.test("aborts within their bound break no promise, up to the bound itself", () => {
  const edge = { ...ABORT, felt: ABORT_BOUND_S, off: ABORT_BOUND_S };
  assert.deepEqual(brokenPromises([ABORT, edge], [DEATH]), []);
});

for (
  const [what, change, words] of [
    [
      "a fault that was on too long",
      { off: 5.1 },
      /^1: error in gateway was on for 5\.1 s$/,
    ],
    ["customers who felt it too long", { felt: 6 }, /was on for 6 s/],
    ["a time that is not known", { off: NaN }, /was on for NaN s/],
    ["a run that did not break", { wrong: "held: all is well" }, /^1: held/],
  ] as const
) {
  Deno.test(`an abort breaks its promise by ${what}`, () => {
    const broken = brokenPromises([{ ...ABORT, ...change }], []);
    assert.equal(broken.length, 1);
    assert.match(broken[0] ?? "", words);
  });
}

for (
  const [victims, seconds, isKept] of [
    ["runner", ABORT_BOUND_S, true],
    ["runner", ABORT_BOUND_S + 0.1, false],
    ["runner and guard", DEATH_TTL_S + 1, true],
    ["runner and guard", DEATH_TTL_S + 1.1, false],
  ] as const
) {
  Deno.test(`a fault that is off ${seconds} s after the death of ${victims} keeps the promise: ${isKept}`, () => {
    const broken = brokenPromises([ABORT], [{ victims, seconds }]);
    assert.equal(broken.length, isKept ? 0 : 1);
  });
}

Deno.test("a test without a single abort proves nothing, and its table has no infinity", () => {
  assert.equal(brokenPromises([], []).length, 1);
  const text = abortText([], []);
  assert.match(text, /^Broken: /m);
  assert.doesNotMatch(text, /Infinity|NaN/);
});

Deno.test("a report has a row for each kind of fault, and one for all", () => {
  const all = [ABORT, { ...ABORT, off: 0.6 }, { ...ABORT, service: "events" }];
  const text = abortText(all, [DEATH]);
  assert.match(text, /^\| gateway error \| 2 \| 600 ms \| 600 ms \|/m);
  assert.match(text, /^\| events error \| 1 \|/m);
  assert.match(text, /^\| all \| 3 \| 400 ms \| 600 ms \|/m);
  assert.match(text, /^\| runner \| 1000 ms \| 5 s \|/m);
  assert.match(text, /All 3 aborts/);
});

const AT = "2026-11-24T12:00:00.000Z";

const BROKEN = {
  verdict: "broken",
  reason: "the list: 500",
  broken_by: "the list: 500",
  abort_s: 0.4,
  recovered_at: AT,
} as const;

const HELD = {
  ...BROKEN,
  verdict: "held",
  broken_by: null,
  abort_s: null,
} as const;

for (
  const [what, run, form, words] of [
    ["a hypothesis that holds", HELD, "holds", undefined],
    [
      "a hypothesis that was to hold, and broke",
      BROKEN,
      "holds",
      /^broken instead of held/,
    ],
    ["a hypothesis that breaks by its probe", BROKEN, "breaks", undefined],
    [
      "a hypothesis that was to break, and held",
      HELD,
      "breaks",
      /^held instead of broken/,
    ],
    [
      "a hypothesis that breaks by another probe",
      { ...BROKEN, broken_by: "pay: 500" },
      "breaks",
      /something else than .*pay: 500/,
    ],
    [
      "a system that did not recover",
      { ...BROKEN, recovered_at: null },
      "breaks",
      /did not recover/,
    ],
    [
      "a fault that was on too long",
      { ...BROKEN, abort_s: 5.1 },
      "breaks",
      /5\.1 s/,
    ],
    [
      "a fault whose end is not known",
      { ...BROKEN, abort_s: null },
      "breaks",
      /s after it was/,
    ],
  ] as const
) {
  Deno.test(`a case of an experiment: ${what}`, () => {
    const wrong = wrongIn(run, form, /list/);
    if (words === undefined) assert.equal(wrong, undefined);
    else assert.match(wrong ?? "nothing is wrong", words);
  });
}

Deno.test("the quick cases are cases, each named once", () => {
  const names = CASES.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const name of SMOKE) assert.ok(names.includes(name), name);
});

Deno.test("every case breaks by something that it changes", () => {
  for (const { name, breaks, holds } of CASES) {
    assert.notDeepEqual(breaks, holds, name);
    assert.ok(Object.keys(breaks).length > 0, name);
  }
});
