import assert from "node:assert/strict";
import { openSealed, predictionForm, seal } from "./prediction.ts";
import { scoreOf } from "./brier_score.ts";
import { readWithoutTarget } from "./shipped.ts";
import slow from "./experiments/payments-slow-2s.yaml" with { type: "text" };

const experiment = readWithoutTarget(slow, "payments-slow-2s.yaml");
const HASH = "of-the-experiment";

const ANSWERS = `by: Ada
why: below the timeout
answers:
  holds: { probability: 0.9 }
  pay-p99: { low: 2, high: 2.6, confidence: 0.8 }
  no-5xx: { probability: 0.95 }
  recovery-s: { low: 0, high: 5, confidence: 0.7 }
`;

function sealed(text = ANSWERS) {
  return seal(text, experiment, { experimentSha256: HASH, at: 1000 });
}

Deno.test("the form, filled in with its own defaults, can be sealed", () => {
  const form = predictionForm(experiment, "payments-slow-2s");
  assert.match(form, /Does the hypothesis hold/);
  sealed(form);
});

Deno.test("what was sealed comes out again", () => {
  const json = JSON.stringify(sealed());
  const { by, answers, sealedAt } = openSealed(json, experiment, HASH);
  assert.equal(by, "Ada");
  assert.deepEqual(answers.holds, { probability: 0.9 });
  assert.equal(sealedAt, "1970-01-01T00:00:01.000Z");
});

Deno.test("a prediction that was changed after the seal is refused", () => {
  const changed = { ...sealed(), text: ANSWERS.replace("0.9 ", "0.1 ") };
  assert.throws(
    () => openSealed(JSON.stringify(changed), experiment, HASH),
    /changed after it was sealed/,
  );
});

Deno.test("a prediction of another experiment is refused", () => {
  assert.throws(
    () => openSealed(JSON.stringify(sealed()), experiment, "another"),
    /made for another experiment/,
  );
});

for (
  const [name, from, to, message] of [
    [
      "an open question",
      "  holds: { probability: 0.9 }\n",
      "",
      /holds is missing/,
    ],
    [
      "a probability above 1",
      "0.95",
      "95",
      /must be .*at most 1|must be a value/,
    ],
    [
      "a figure for a yes or no",
      "{ probability: 0.95 }",
      "{ low: 0, high: 1, confidence: 1 }",
      /no-5xx must have a probability/,
    ],
    [
      "low above high",
      "low: 2, high: 2.6",
      "low: 3, high: 2.6",
      /low must not be above high|must be/,
    ],
    [
      "an answer to no question",
      "  holds:",
      "  weather: { probability: 1 }\n  holds:",
      /weather answers no question/,
    ],
  ] as const
) {
  Deno.test(`${name} cannot be sealed`, () => {
    assert.throws(() => sealed(ANSWERS.replace(from, to)), message);
  });
}

Deno.test("sure and right costs nothing, sure and wrong everything, a coin a quarter", () => {
  const question = { id: "q", question: "Is it so?" };
  const brier = (probability: number, value: boolean | undefined) =>
    scoreOf(question, { probability }, { value }).brier;
  assert.equal(brier(1, true), 0);
  assert.equal(brier(1, false), 1);
  assert.equal(brier(0, false), 0);
  assert.equal(brier(0.5, true), 0.25);
  assert.equal(brier(0.5, undefined), null);
});

Deno.test("a figure is right when it lies in the interval", () => {
  const answer = { low: 2, high: 2.6, confidence: 0.8 };
  const at = (value: number) =>
    scoreOf({ id: "q", question: "?" }, answer, { value });
  assert.equal(at(2.3).right, true);
  assert.equal(at(2.3).brier, 0.04);
  assert.equal(at(2.7).right, false);
  assert.equal(at(2.7).brier, 0.64);
});
