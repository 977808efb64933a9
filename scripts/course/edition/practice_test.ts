import assert from "node:assert/strict";
import { isBank, practiceOnly } from "./practice.ts";

const BANK = `week: 6
title: "Alerts"
questions:
  - id: w6-01
    practice: true
    slide: "a"
    question: |
      Which of these is right?

      - id: not a question
  - id: w6-02
    slide: "b"
    explanation: "It says practice: true in its text."
  - id: w6-03
    practice: true
    slide: "c"
`;

Deno.test("students get the questions for practice, and no other", () => {
  const text = practiceOnly(BANK);
  assert.match(text, /^week: 6\ntitle: "Alerts"\nquestions:\n/);
  assert.deepEqual(
    [...text.matchAll(/^ {2}- id: (.*)$/gm)].map(([, id]) => id),
    ["w6-01", "w6-03"],
  );
  assert.match(text, /id: not a question/);
  assert.doesNotMatch(text, /explanation/);
});

Deno.test("only the weeks of the bank are changed", () => {
  assert.ok(isBank("lectures/quiz/week12.yaml"));
  assert.ok(!isBank("lectures/quiz/README.md"));
  assert.ok(!isBank("labs/quiz/week1.yaml"));
});
