import assert from "node:assert/strict";
import { categoryOf, parseBank } from "./bank.ts";
import { goodBank } from "./bank_fixture.ts";

const text = (value: unknown) => JSON.stringify(value); // JSON is YAML

Deno.test("parseBank() refuses fourteen questions and two correct answers", () => {
  const bank = goodBank();
  assert.deepEqual(parseBank(text(bank)), bank);
  const short = { ...bank, questions: bank.questions.slice(1) };
  assert.match(String(parseBank(text(short))), /15/);
  const [first, ...others] = bank.questions;
  assert.ok(first);
  const two = {
    ...first,
    answers: first.answers.map((one) => ({ ...one, correct: true })),
  };
  assert.match(
    String(parseBank(text({ ...bank, questions: [two, ...others] }))),
    /exactly one answer must be correct/,
  );
});

Deno.test("categoryOf() keeps a slash in a title from opening a level", () => {
  assert.equal(
    categoryOf(goodBank()),
    "QuickTicket/Week 1 CI//CD: tests & tools",
  );
});
