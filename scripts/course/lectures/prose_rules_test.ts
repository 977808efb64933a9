import assert from "node:assert/strict";
import { parseDeck } from "./deck.ts";
import { proseRuleProblems } from "./prose_rules.ts";

const NOTE = "Say what the picture shows and ask one question. ".repeat(9);
const GOOD =
  "The controller compares the desired state with the actual state, and then it takes one small step that brings them closer together.";

function problems(
  { body = `${GOOD}\n\n- ${GOOD}\n`, note = NOTE }: {
    body?: string;
    note?: string;
  } = {},
) {
  return proseRuleProblems(parseDeck(
    "lectures/lec4.md",
    `# 📌 Lecture 4 — T\n\n## 📍 Slide 1 – 💥 A title states a claim\n\n${body}\n<!-- note: ${note} -->\n`,
  ));
}

Deno.test("a slide with whole sentences and a script has no problem", () => {
  assert.deepEqual(problems(), []);
});

const PLANTED:
  readonly (readonly [string, Parameters<typeof problems>[0], RegExp])[] = [
    ["notes that are too short", { note: "Say it." }, /notes of 2 words/],
    [
      "notes that are too long",
      { note: "Say it slowly. ".repeat(60) },
      /notes of 180 words/,
    ],
    ["no notes", { note: "" }, /notes of 0 words/],
    [
      "a sentence that is too long",
      { body: `It is so. It is so. ${"word ".repeat(36)}end.` },
      /a sentence of 40 words/,
    ],
    [
      "a long sentence in the notes",
      { note: `${"word ".repeat(70)}end.` },
      /a sentence of 71 words/,
    ],
    [
      "sentences that are too short",
      { body: "It is. It was. It ran." },
      /on average/,
    ],
    ["bullets that are fragments", {
      body: `${GOOD} ${GOOD}\n\n- Metrics: numbers\n- Logs: text\n`,
    }, /2 of 2 bullets/],
    ["a word of the glossary", {
      body: `${GOOD} Nobody notices that the old value stays.`,
    }, /"Nobody": write/],
    ["a clause as subject", {
      body: `${GOOD} What matters most to customers is the answer.`,
    }, /a clause as subject/],
    [
      "a chart without words",
      { body: `${GOOD} ${GOOD}\n\n![chart](charts/a.svg)` },
      /does not say what the picture shows/,
    ],
  ];

for (const [name, parts, message] of PLANTED) {
  Deno.test(`${name} is found, and nothing else`, () => {
    const found = problems(parts);
    assert.equal(found.length, 1, found.join("\n"));
    assert.match(found[0] ?? "", message);
  });
}

Deno.test("what other people wrote may use any word", () => {
  assert.deepEqual(
    problems({ body: `${GOOD} The report said: "Nobody was told."` }),
    [],
  );
});
