import assert from "node:assert/strict";
import { parseDeck } from "../deck.ts";
import { type Bank, bankProblems, gift, moodleXml, parseBank } from "./quiz.ts";

function bank(): Bank {
  return {
    week: 1,
    title: "Test",
    questions: Array.from({ length: 15 }, (_, i) => ({
      id: `w1-${String(i + 1).padStart(2, "0")}`,
      slide: "Budgets",
      question: `How much is {left} = ${i}?`,
      answers: [0, 1, 2, 3].map((place) => ({
        text: `answer ${place}`,
        ...place === i % 4 ? { correct: true as const } : {},
      })),
      explanation: "Because it is so, and the others are < not.",
    })),
  };
}

const deck = parseDeck(
  "lectures/lec1.md",
  "# T\n\n## 📍 Slide 1 – 💰 Budgets\n",
);

Deno.test("a good bank has no problems", () => {
  assert.deepEqual(bankProblems(bank(), deck), []);
});

Deno.test("a renamed slide, a taken id and twins among answers are told", () => {
  const other = parseDeck(
    "lectures/lec1.md",
    "# T\n\n## 📍 Slide 1 – 💰 Renamed\n",
  );
  assert.equal(bankProblems(bank(), other).length, 15);
  const [first] = bank().questions;
  assert.ok(first);
  const twice = {
    ...bank(),
    questions: [first, first, ...bank().questions.slice(2)],
  };
  assert.match(bankProblems(twice, deck).join(), /w1-01: taken/);
});

Deno.test("fourteen questions, or two right answers, are refused", () => {
  const text = (value: unknown) => JSON.stringify(value); // JSON is YAML
  assert.equal(typeof parseBank(text(bank())), "object");
  assert.equal(
    typeof parseBank(text({ ...bank(), questions: bank().questions.slice(1) })),
    "string",
  );
  const two = text(bank()).replace('"answer 1"', '"answer 1","correct":true');
  assert.equal(typeof parseBank(two), "string");
});

Deno.test("GIFT and XML keep what has a meaning in them apart", () => {
  assert.match(gift(bank()), /How much is \\\{left\\\} \\= 0\?/);
  assert.match(gift(bank()), /=answer 0\n {2}~answer 1/);
  assert.match(moodleXml(bank()), /the others are &lt; not/);
  assert.equal(moodleXml(bank()).match(/fraction="100"/g)?.length, 15);
});
