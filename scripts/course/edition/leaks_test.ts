import assert from "node:assert/strict";
import { leaksIn } from "./leaks.ts";

const solution = {
  path: "labs/lab3/solution/rules.yml",
  text: Array.from(
    { length: 8 },
    (_, n) =>
      `  - record: gateway:sli_number_${n}:ratio_rate5m\n` +
      `    expr: sum(rate(gateway_requests_total{code="${n}"}[5m]))`,
  ).join("\n"),
};
const none = { may_be_alike: [] };

Deno.test("a solution under another name is found", () => {
  const text = `Some notes\n${solution.text}\nand more`;
  const [leak] = leaksIn([{ path: "notes.md", text }], [solution], [], none);
  assert.equal(leak?.path, "notes.md");
  assert.equal(leak?.found, leak?.telling);
});

for (
  const [form, text] of [
    [
      "strings of a program, line by line",
      solution.text.split("\n").map((line) => `  ${JSON.stringify(line)},`)
        .join("\n"),
    ],
    ["one string", `const RULES = ${JSON.stringify(solution.text)};`],
    [
      "concatenated strings",
      solution.text.split("\n")
        .map((line) => `    ${JSON.stringify(line.trim() + " ")} +`).join("\n"),
    ],
    [
      "JSON",
      JSON.stringify(
        Array.from({ length: 8 }, (_, n) => ({
          record: `gateway:sli_number_${n}:ratio_rate5m`,
          expr: `sum(rate(gateway_requests_total{code="${n}"}[5m]))`,
        })),
        null,
        2,
      ),
    ],
  ] as const
) {
  Deno.test(`a solution is found when it is written as ${form}`, () => {
    const [leak] = leaksIn([{ path: "a.ts", text }], [solution], [], none);
    assert.equal(leak?.solution, solution.path);
  });
}

Deno.test("half of it is found, a quoted line is not", () => {
  const lines = solution.text.split("\n");
  const file = (count: number) => ({
    path: "a.md",
    text: lines.slice(0, count).join("\n"),
  });
  assert.equal(leaksIn([file(8)], [solution], [], none).length, 1);
  assert.equal(leaksIn([file(2)], [solution], [], none).length, 0);
});

Deno.test("what students have from the start tells nothing", () => {
  const files = [{ path: "a.yml", text: solution.text }];
  const given = [{ path: "start.yml", text: solution.text }];
  assert.deepEqual(leaksIn(files, [solution], given, none), []);
});

Deno.test("files that may be alike are named, by pattern", () => {
  const files = [{ path: "docs/a.md", text: solution.text }];
  const edition = { may_be_alike: [{ path: "docs/{a,b}.md", why: "a test" }] };
  assert.deepEqual(leaksIn(files, [solution], [], edition), []);
});
