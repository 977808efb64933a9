import assert from "node:assert/strict";
import { arithmeticProblems, valueOf } from "./arithmetic.ts";
import { codeProblems, isQuoted, queriesProblem } from "./code_blocks.ts";
import { parseDeck } from "./deck.ts";
import { repeatedRuns } from "./repeated.ts";
import { countsOf, structureProblems } from "./structure.ts";

function deck(body: string, path = "lectures/lec4.md") {
  return parseDeck(path, `# 📌 Lecture 4 — Test\n\n${body}`);
}

function slides(count: number): string {
  return Array.from(
    { length: count },
    (_, i) => `## 📍 Slide ${i + 1} – 💥 Title ${i + 1}\n\ntext\n`,
  ).join("\n---\n\n");
}

Deno.test("a missing slide, a wrong number and a missing source are reported", () => {
  const problems = structureProblems(deck(slides(15))).join("\n");
  assert.match(problems, /15 slides, must be 16/);
  assert.match(problems, /last section must be Resources/);
  const swapped = slides(16).replace("Slide 3 –", "Slide 9 –");
  assert.match(
    structureProblems(deck(swapped)).join("\n"),
    /slide 9 stands at place 3/,
  );
});

Deno.test("a number in brackets must be one of Resources", () => {
  const body = `${slides(16)}\n## 📚 Resources\n\n1. A: https://example.com\n`;
  assert.doesNotMatch(
    structureProblems(deck(body)).join(),
    /no number of Resources/,
  );
  assert.match(
    structureProblems(deck(body.replace("text", "text [2]"))).join(),
    /\[2\] is no number/,
  );
});

Deno.test("sums: right, wrong, rounded, and not shown", () => {
  const section = (text: string) =>
    arithmeticProblems(deck(`## A\n\n${text}\n`));
  assert.deepEqual(
    section("43.2 minutes\n<!-- holds: 30 * 24 * 60 * 0.001 = 43.2 -->"),
    [],
  );
  assert.deepEqual(
    section("43,200 minutes\n<!-- holds: 30 * 24 * 60 = 43200 -->"),
    [],
  );
  assert.match(
    section("44 minutes\n<!-- holds: 30 * 24 * 60 * 0.001 = 44 -->").join(),
    /it is 43.2/,
  );
  assert.match(
    section("minutes\n<!-- holds: 1 + 1 = 2 -->").join(),
    /does not show 2/,
  );
  assert.match(
    section("143.2\n<!-- holds: 43.2 * 1 = 43.2 -->").join(),
    /does not show/,
  );
  assert.match(
    section("2\n<!-- holds: two = 2 -->").join(),
    /cannot be computed/,
  );
  assert.equal(valueOf("2 ^ 3 ^ 2"), 512);
  assert.equal(valueOf("process.exit()"), undefined);
});

Deno.test("code: a broken query, broken YAML and a changed quotation are reported", async () => {
  const problems = async (fence: string) =>
    (await codeProblems(
      deck(`## A\n\n${fence}\n`),
      (path) =>
        Promise.resolve(
          path === "a.ts" ? "function a() {\n    return 1;\n}\n" : undefined,
        ),
    )).join();
  assert.equal(await problems("```promql\nsum(rate(a_total[5m]))\n```"), "");
  assert.match(
    await problems("```promql\nsum(rate(a_total[5m])\n```"),
    /Cannot read .* does not belong|missing/,
  );
  assert.match(await problems("```yaml\na: [1\n```"), /no YAML/);
  assert.match(await problems("```json\n{a: 1}\n```"), /no JSON/);
  assert.equal(await problems("```ts ignore source=a.ts\nreturn 1;\n```"), "");
  assert.match(
    await problems("```ts ignore source=a.ts\nreturn 2;\n```"),
    /not in a.ts/,
  );
  assert.match(
    await problems("```ts ignore source=b.ts\nreturn 2;\n```"),
    /no b.ts/,
  );
  assert.equal(isQuoted("a\nc", "a\nb\nc"), false);
  assert.equal(queriesProblem("up == 0\nrate(x[5m])"), undefined);
});

Deno.test("a sentence that stands in two lectures is found, code is not", () => {
  const sentence =
    "a pod that is ready gets requests and a pod that is not gets none at all";
  const one = deck(`## A\n\n${sentence}\n\n\`\`\`text\n${sentence}\n\`\`\`\n`);
  const two = deck(`## B\n\nWell, ${sentence}.\n`, "lectures/lec5.md");
  const code = deck(
    `## C\n\n\`\`\`text\n${sentence}\n\`\`\`\n`,
    "lectures/lec6.md",
  );
  assert.ok(repeatedRuns([one, two]).length > 0);
  assert.deepEqual(repeatedRuns([one, code]), []);
});

Deno.test("counts slides, tables, diagrams and code", () => {
  const body = `${
    slides(2)
  }\n| a | b |\n| --- | ---: |\n\n\`\`\`mermaid\nflowchart LR\n\`\`\`\n\n\`\`\`sh\nls\n\`\`\`\n\n![a line](charts/a.svg)\n`;
  const { slides: count, tables, diagrams, charts, code } = countsOf(
    deck(body),
  );
  assert.deepEqual([count, tables, diagrams, charts, code], [2, 1, 1, 1, 1]);
});
