import assert from "node:assert/strict";
import fc from "fast-check";
import { hypothesisHeld, scoreOf } from "./brier_score.ts";
import { VERDICTS } from "./journal.ts";
import type { Prediction } from "./prediction.ts";
import { experimentWith, HARMFUL, HARMLESS, run } from "./run_fixture.ts";

const QUESTION = { id: "q", question: "?" };

const shares = fc.double({ min: 0, max: 1, noNaN: true });

Deno.test("a score is 0 for a sure truth, 1 for a sure error, 0.25 for a tossed coin", () => {
  const score = (probability: number, value: boolean) =>
    scoreOf(QUESTION, { probability }, { value }).brier;
  assert.deepEqual(
    [score(1, true), score(0, false), score(1, false), score(0, true)],
    [0, 0, 1, 1],
  );
  assert.deepEqual([score(0.5, true), score(0.5, false)], [0.25, 0.25]);
});

Deno.test("an honest prediction scores best on average", () => {
  fc.assert(fc.property(shares, shares, (truth, said) => {
    const expected = (probability: number) =>
      [true, false].reduce((sum, value) => {
        const brier = scoreOf(QUESTION, { probability }, { value }).brier ??
          NaN;
        return sum + brier * (value ? truth : 1 - truth);
      }, 0);
    assert.ok(expected(truth) <= expected(said) + 2e-4); // it is rounded
  }));
});

const RANGE = { low: 2, high: 3, confidence: 0.8 };

for (
  const [value, right] of [
    [2, true],
    [2.5, true],
    [3, true],
    [1.999, false],
    [3.001, false],
  ] as const
) {
  Deno.test(`a figure of ${value} makes "2 to 3" ${right ? "right" : "wrong"}`, () => {
    assert.equal(scoreOf(QUESTION, RANGE, { value }).right, right);
  });
}

Deno.test("what was not measured is not scored, with the reason", () => {
  const found = { value: undefined, note: "nothing was done" };
  const { measured, right, brier } = scoreOf(QUESTION, RANGE, found);
  assert.deepEqual([measured, right, brier], [null, null, null]);
});

Deno.test("a question without an answer is not scored", () => {
  const { predicted, right, brier } = scoreOf(QUESTION, undefined, {
    value: 1,
  });
  assert.deepEqual([predicted, right, brier], ["nothing", null, null]);
});

Deno.test("a prediction is shown in words, with what came", () => {
  const yes = scoreOf(QUESTION, { probability: 0.9 }, {
    value: true,
    note: "0.123456",
  });
  assert.deepEqual(
    [yes.predicted, yes.measured],
    ["yes with 90 %", "yes (0.123456)"],
  );
  const range = scoreOf(QUESTION, RANGE, { value: 2.34567 });
  assert.deepEqual(
    [range.predicted, range.measured],
    ["2 to 3 with 80 %", "2.346"],
  );
});

for (const verdict of VERDICTS) {
  const expected = verdict === "held" || verdict === "not_recovered"
    ? true
    : undefined;
  Deno.test(`the verdict ${verdict} without a broken check means that the hypothesis held: ${expected}`, () => {
    assert.equal(hypothesisHeld(verdict, { broken: undefined }), expected);
  });
  Deno.test(`the verdict ${verdict} after a broken check means that it did not hold`, () => {
    const broken = { at: 0, words: "list: 500" };
    assert.equal(hypothesisHeld(verdict, { broken }), false);
  });
}

const PREDICTION: Prediction = {
  by: "Ada",
  sha256: "0",
  sealedAt: "2026-11-24T11:00:00.000Z",
  answers: {
    holds: { probability: 0.9 },
    "recovery-s": { low: 0, high: 5, confidence: 0.5 },
    requests: { probability: 0.8 },
  },
};

const ASKED = {
  predictions: [{
    id: "requests",
    question: "Do at least 50 customers look at the list?",
    claim: { type: "compare", operator: ">=", value: 50 },
    provider: {
      type: "metrics",
      measure: "increase",
      service: "gateway",
      of: "gateway_requests_total",
    },
  }],
};

Deno.test("a run scores what was predicted: the verdict, each question, the recovery", async () => {
  const { journal } = await run(experimentWith({ method: [HARMLESS] }, ASKED), {
    prediction: PREDICTION,
  });
  const scored = journal.quickticket.prediction?.scored ?? [];
  assert.deepEqual(
    scored.map(({ id, right, brier }) => [id, right, brier]),
    [["holds", true, 0.01], ["requests", true, 0.04], [
      "recovery-s",
      true,
      0.25,
    ]],
  );
  assert.equal(journal.quickticket.prediction?.brier, 0.1);
});

Deno.test('a run that breaks makes "it holds" wrong', async () => {
  const { journal } = await run(experimentWith({ method: [HARMFUL] }), {
    prediction: PREDICTION,
  });
  const [holds] = journal.quickticket.prediction?.scored ?? [];
  assert.deepEqual([holds?.right, holds?.brier], [false, 0.81]);
});

Deno.test("a run that was refused scores nothing", async () => {
  const { journal } = await run(experimentWith({}, { targets: ["dev"] }), {
    prediction: PREDICTION,
  });
  assert.equal(journal.quickticket.prediction, null);
});
