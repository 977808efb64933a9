import assert from "node:assert/strict";
import { emptyReport } from "../../checks/mod.ts";
import { type Asked, handInOf } from "./hand_in.ts";
import { LABS } from "./labs.ts";

const ASKED: Asked = {
  lab: 1,
  questions: ["Which part?", "Why, in one\nsentence?", "Bonus: how much?"],
  deliverables: [
    "submissions/lab1.md",
    "submissions/lab1-load.json",
    "chart/**",
  ],
  optional: ["chart/**"],
};

const COMPLETE = `# Lab 1

## 1.4 What fails

| Stopped | list | pay |
| --- | --- | --- |
| redis | 200 | 503 |

## Questions

1. Which part?

   Answer: events.

2. Why, in one
   sentence?

   Answer: it has the list.

3. Bonus: how much?

   Answer: 80 MB.
`;

Deno.test("a complete report with its files lacks nothing", () => {
  assert.deepEqual(handInOf(ASKED, { report: COMPLETE, found: () => true }), {
    missing: [],
    optional: [],
  });
});

for (
  const [what, from, to, missing, optional] of [
    [
      "an answer",
      "Answer: events.",
      "Answer:",
      ["question 1 has no answer"],
      [],
    ],
    ["a question", /1\. Which part\?[^]*?events\./, "", [
      "question 1 has no answer",
    ], []],
    ["the last answer", "Answer: 80 MB.", "Answer:", [], [
      "question 3 has no answer",
    ]],
    ["a row", "| 200 | 503 |", "| | |", [
      '"1.4 What fails" has 1 empty rows',
    ], []],
    ["a cell", "| 200 | 503 |", "| 200 | |", [], [
      '"1.4 What fails" has 1 rows with an empty cell',
    ]],
  ] as const
) {
  Deno.test(`a report without ${what} is not complete`, () => {
    const found = handInOf(ASKED, {
      report: COMPLETE.replace(from, to),
      found: () => true,
    });
    const file = (text: string) => `submissions/lab1.md: ${text}`;
    assert.deepEqual(found.missing, missing.map(file));
    assert.deepEqual(found.optional, optional.map(file));
  });
}

Deno.test("a file that is not there is missing, and one for the bonus is optional", () => {
  assert.deepEqual(handInOf(ASKED, { report: COMPLETE, found: () => false }), {
    missing: ["there is no submissions/lab1-load.json"],
    optional: ["no file matches chart/**"],
  });
});

Deno.test("without a report the command that writes it is named", () => {
  assert.match(
    handInOf(ASKED, { report: undefined, found: () => true }).missing.join(),
    /lab start 1 writes it/,
  );
});

for (const lab of LABS) {
  Deno.test(`of an empty report of lab ${lab.lab} every question is missing`, () => {
    const { missing, optional } = handInOf(lab, {
      report: emptyReport(lab, ""),
      found: () => true,
    });
    const questions = [...missing, ...optional].filter((one) =>
      / question \d+ has no answer/.test(one)
    );
    assert.equal(questions.length, lab.questions.length);
  });
}

Deno.test("a question that was reworded is found by its number", () => {
  const report = COMPLETE.replace("1. Which part?", "1. Who, and when?");
  const { missing } = handInOf(ASKED, { report, found: () => true });
  assert.deepEqual(missing, []);
});
