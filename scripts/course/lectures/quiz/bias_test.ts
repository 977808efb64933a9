import assert from "node:assert/strict";
import type { Bank } from "./bank.ts";
import { goodBank, withAnswers } from "./bank_fixture.ts";
import { biasProblems } from "./bias.ts";

const weeks = (): Bank[] => [1, 2, 3, 4].map(goodBank);

/** The problems of four weeks whose answers have other texts. */
function problemsWith(
  text: (correct: boolean, question: number, place: number) => string,
): string {
  return biasProblems(weeks().map((bank) => withAnswers(bank, text)))
    .join("\n");
}

Deno.test("biasProblems() finds nothing in good weeks, and nothing in none", () => {
  assert.deepEqual(biasProblems(weeks()), []);
  assert.deepEqual(biasProblems([]), []);
});

Deno.test("biasProblems() finds correct answers that are often, or never, the longest", () => {
  const often = problemsWith((correct, _, place) =>
    `word ${place}${correct ? " and" : ""}`
  );
  assert.match(often, /week 1: .* the longest in 15 of 15/);
  assert.match(often, /is the longest in 100 % of all questions/);
  const never = problemsWith((_, __, place) => `word ${place}`);
  assert.match(never, /week 1: .* the longest in 0 of 15/);
  assert.match(never, /is the longest in 0 % of all questions/);
});

Deno.test("biasProblems() finds an answer that is much longer than another", () => {
  const withLength = (length: number) =>
    problemsWith((_, question, place) =>
      question === 2 && place === 1 ? "x".repeat(length) : `eights ${place}`
    );
  assert.doesNotMatch(withLength(12), /times as long/);
  assert.match(withLength(13), /w1-03: the longest answer is 1.63 times/);
  assert.doesNotMatch(withLength(13), /w1-04/);
});

Deno.test("biasProblems() finds a place that is preferred", () => {
  const moved = weeks().map((bank) => ({
    ...bank,
    questions: bank.questions.map((question) => ({
      ...question,
      answers: question.answers.map(({ text }, place) => ({
        text,
        ...place === 2 ? { correct: true as const } : {},
      })),
    })),
  }));
  const problems = biasProblems(moved).join("\n");
  assert.match(problems, /week 1: .* place 3 in 15 questions/);
  assert.match(problems, /stands at place 3 in 100 % of all questions/);
  assert.match(problems, /stands at place 1 in 0 % of all questions/);
});

Deno.test("biasProblems() finds a mark that correct answers have, or lack", () => {
  const marks = {
    "a comma": ["so it is, then", "so it is - then"],
    "a digit": ["in 5 minutes", "in a minute."],
    "a reason": ["yes because it is", "yes although it is"],
    "an absolute word": ["it works always", "it works mostly"],
  };
  for (const [name, [one, other]] of Object.entries(marks)) {
    const problems = (swap: boolean) =>
      problemsWith((correct) => String(correct === swap ? one : other));
    assert.match(problems(true), new RegExp(`correct answers have ${name}`));
    assert.match(problems(false), new RegExp(`correct answers have ${name}`));
  }
});

Deno.test("biasProblems() finds a word that gives the answer away", () => {
  const once = problemsWith((correct, question) =>
    correct && question === 0 ? "staged release" : "single release"
  );
  assert.doesNotMatch(once, /"staged"/);
  const often = problemsWith((correct) =>
    correct ? "staged release" : "single release"
  );
  assert.match(often, /"staged" is in 60 answers, and 60 of them are correct/);
  assert.match(often, /"single" is in 180 answers, and 0 of them are correct/);
});
