import assert from "node:assert/strict";
import { proseProblems } from "./prose_problems.ts";
import { sentencesOf, wordCount } from "./sentences.ts";

Deno.test("abbreviations, decimals and numbers end no sentence", () => {
  assert.deepEqual(
    sentencesOf(
      "Dr. Smith measured 4.5 s, e.g. Lab 6. The p99 was 3.2 ms at 8:01 a.m. on Monday.\nIt's fine!",
    ),
    [
      "Dr. Smith measured 4.5 s, e.g. Lab 6.",
      "The p99 was 3.2 ms at 8:01 a.m. on Monday.",
      "It's fine!",
    ],
  );
});

Deno.test("a unit and the word no end a sentence as other words do", () => {
  assert.deepEqual(
    sentencesOf("A p99 of 500 ms. The answer is no. Then go on, Ms. Smith."),
    ["A p99 of 500 ms.", "The answer is no.", "Then go on, Ms. Smith."],
  );
});

Deno.test("a number with decimals is one word", () => {
  assert.equal(wordCount("It took 4.5 seconds, didn't it?"), 6);
});

Deno.test("a question may begin with what or who", () => {
  assert.deepEqual(
    proseProblems("What let the mistake through? Who acts?", { longest: 35 }),
    [],
  );
  assert.equal(
    proseProblems("Who does Task 1 has the project.", { longest: 35 }).length,
    1,
  );
});
