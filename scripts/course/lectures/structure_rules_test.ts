import assert from "node:assert/strict";
import { parseDeck } from "./deck.ts";
import {
  countsOf,
  countsTable,
  SLIDES,
  structureProblems,
} from "./structure.ts";

interface Parts {
  readonly slides?: number;
  readonly second?: string;
  readonly beforeLast?: string;
  readonly last?: string;
  readonly resources?: string;
  readonly lines?: number;
  readonly text?: string;
}

/** A lecture 4 that is as it must be, but for what a test changes. */
function lecture(parts: Parts = {}) {
  const {
    slides = SLIDES[3] ?? 0,
    second = "| # | Outcome |",
    beforeLast = "What to take home",
    last = "What comes next",
    resources = "## 📚 Resources\n\n1. A, https://example.com",
    lines = 400,
    text = "text",
  } = parts;
  const body = Array.from({ length: slides }, (_, i) => {
    const title = i === slides - 2 ? beforeLast : i === slides - 1 ? last : "A";
    return `## 📍 Slide ${i + 1} – 💥 ${title}\n\n${i === 1 ? second : text}\n`;
  });
  const whole = `# 📌 Lecture 4 — T\n\n${body.join("\n")}\n${resources}\n`;
  const missing = lines - (whole.split("\n").length - 1);
  const at = whole.indexOf("## 📍 Slide 1");
  const filled = whole.slice(0, at) + "\n".repeat(Math.max(0, missing)) +
    whole.slice(at);
  return parseDeck("lectures/lec4.md", filled);
}

Deno.test("a lecture with all its parts has no problem", () => {
  assert.deepEqual(structureProblems(lecture()), []);
});

for (
  const [what, parts, said] of [
    ["too few lines", { lines: 339 }, /^339 lines, must be 340 to 520$/],
    ["too many lines", { lines: 521 }, /^521 lines, must be 340 to 520$/],
    ["no sources", { resources: "## 📚 Resources\n\nnone" }, /names no source/],
    ["no table of outcomes", { second: "words" }, /slide 2 must be the table/],
    ["nothing to take home", { beforeLast: "A" }, /what to take home/],
    ["nothing that comes next", { last: "The end" }, /what is next/],
    [
      "a number that is no source",
      { text: "as shown [7]" },
      /^line \d+: \[7\] is no number of Resources/,
    ],
  ] as const
) {
  Deno.test(`a lecture with ${what} gets this problem and no other`, () => {
    const problems = new Set(
      structureProblems(lecture(parts)).map((one) =>
        one.replace(/^line \d+/, "line 1")
      ),
    );
    assert.equal(problems.size, 1, [...problems].join("; "));
    assert.match([...problems][0] ?? "", said);
  });
}

Deno.test("the bounds of lines are inside", () => {
  for (const lines of [340, 520]) {
    assert.deepEqual(structureProblems(lecture({ lines })), []);
  }
});

Deno.test("a number in brackets is no citation in code, and not of a link", () => {
  assert.deepEqual(
    structureProblems(lecture({ text: "[7](https://example.com) and [1]" })),
    [],
  );
  assert.deepEqual(
    structureProblems(lecture({ text: "```ts\na[7];\n```" })),
    [],
  );
});

Deno.test("a reading needs no slides, and has bounds of its own", () => {
  const reading = (lines: number) =>
    structureProblems(
      parseDeck(
        "lectures/reading11.md",
        `# R\n\n## A\n${"\n".repeat(lines - 6)}## Resources\n\nhttps://a.b\n`,
      ),
    );
  assert.deepEqual(reading(400), []);
  assert.deepEqual(reading(500), []);
  assert.match(reading(399).join(), /399 lines, must be 400 to 500/);
});

Deno.test("the table of lectures links each file, and shows no slides of a reading", () => {
  const reading = parseDeck(
    "lectures/reading11.md",
    "# 📖 Reading 11 — Resilience\n\n## A\n",
  );
  const [, , one, two] = countsTable(
    [countsOf(lecture()), countsOf(reading)],
    (path) => path.includes("lec4") ? 7 : 0,
  ).split("\n");
  assert.match(
    one ?? "",
    /^\| \[lec4\.md\]\(lec4\.md\) \| T \| 16 \| 400 \| \d+ \| 0 \| 0 \| 0 \| 0 \| 7 \|$/,
  );
  assert.match(
    two ?? "",
    /^\| \[reading11\.md\]\(reading11\.md\) \| Resilience \| - \|/,
  );
});
