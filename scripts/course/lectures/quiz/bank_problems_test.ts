import assert from "node:assert/strict";
import { parseDeck } from "../deck.ts";
import type { Bank, Question } from "./bank.ts";
import { goodBank } from "./bank_fixture.ts";
import { bankProblems } from "./bank_problems.ts";

const deck = parseDeck(
  "lectures/lec1.md",
  "# T\n\n## 📍 Slide 1 – 💰 Budgets\n",
);

/** The problems of a week whose first question is changed. */
function problemsWith(change: Partial<Question>): string {
  const bank = goodBank();
  const [first, ...others] = bank.questions;
  assert.ok(first);
  const changed = { ...bank, questions: [{ ...first, ...change }, ...others] };
  return bankProblems(changed, deck).join("\n");
}

Deno.test("bankProblems() finds nothing in a good week", () => {
  assert.deepEqual(bankProblems(goodBank(), deck), []);
});

Deno.test("bankProblems() finds a renamed slide and an id that is in use", () => {
  assert.match(problemsWith({ slide: "Renamed" }), /w1-01: there is no slide/);
  assert.match(problemsWith({ id: "w1-02" }), /w1-02: the id is in use/);
  assert.match(problemsWith({ id: "w2-01" }), /w2-01: the id is in use/);
});

Deno.test("bankProblems() finds two equal answers", () => {
  assert.match(
    problemsWith({
      answers: ["a", "b", "b", "c"].map((text) => ({ text })),
    }),
    /w1-01: two answers are the same/,
  );
});

Deno.test("bankProblems() finds an explanation that points at a place", () => {
  for (
    const words of ["the second option", "Only the first answer", "option B"]
  ) {
    assert.match(
      problemsWith({ explanation: `This is why ${words} is wrong.` }),
      /w1-01: the explanation says/,
      words,
    );
  }
  assert.equal(
    problemsWith({ explanation: "The first query counts an answer twice." }),
    "",
  );
});

Deno.test("bankProblems() wants five questions with a code block", () => {
  const withCode = (count: number): Bank => {
    const bank = goodBank();
    return {
      ...bank,
      questions: bank.questions.map((one, i) =>
        i < count ? one : { ...one, question: "What is an error budget?" }
      ),
    };
  };
  assert.deepEqual(bankProblems(withCode(5), deck), []);
  assert.match(
    bankProblems(withCode(4), deck).join(),
    /4 questions show something to interpret/,
  );
});
