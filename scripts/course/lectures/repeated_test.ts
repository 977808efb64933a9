import assert from "node:assert/strict";
import { parseDeck } from "./deck.ts";
import { repeatedRuns } from "./repeated.ts";

const TWELVE = "one two three four five six seven eight nine ten eleven twelve";

function runs(...bodies: readonly string[]): readonly string[] {
  return repeatedRuns(
    bodies.map((body, i) =>
      parseDeck(`lectures/lec${i + 1}.md`, `# T\n\n## A\n\n${body}\n`)
    ),
  );
}

for (
  const [what, one, two, count] of [
    ["twelve words in a row", TWELVE, `So ${TWELVE}.`, 1],
    ["thirteen words in a row", `${TWELVE} more`, `${TWELVE} more`, 2],
    ["eleven words in a row", TWELVE.slice(4), TWELVE.slice(4), 0],
    [
      "other letters and signs",
      TWELVE,
      TWELVE.toUpperCase().replace(" three ", ", three: "),
      1,
    ],
    [
      "a line that ends elsewhere",
      TWELVE,
      TWELVE.replace(" five ", "\nfive "),
      1,
    ],
    ["a new paragraph in it", TWELVE, TWELVE.replace(" five ", "\n\nfive "), 0],
    ["a comment", TWELVE, `<!-- note: ${TWELVE} -->`, 0],
    ["a block of code", TWELVE, `\`\`\`text\n${TWELVE}\n\`\`\``, 0],
    ["two cells of a table", TWELVE, TWELVE.replace(" five ", " | five "), 0],
  ] as const
) {
  Deno.test(`two lectures that share ${what} repeat ${count} runs`, () => {
    assert.equal(runs(one, two).length, count);
  });
}

Deno.test("a sentence may stand twice in one lecture", () => {
  assert.deepEqual(runs(`${TWELVE}.\n\n${TWELVE}.`), []);
});

Deno.test("sources may be the same, since two lectures rest on one book", () => {
  assert.deepEqual(runs("a", "b"), []);
  const resources = `words\n\n## 📚 Resources\n\n${TWELVE}`;
  assert.deepEqual(runs(resources, resources), []);
});

Deno.test("a repetition names both lectures, and the words", () => {
  assert.deepEqual(runs(TWELVE, "x", TWELVE), [
    `lectures/lec3.md and lectures/lec1.md: "${TWELVE}"`,
  ]);
});
