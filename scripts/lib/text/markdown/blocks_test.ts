import assert from "node:assert/strict";
import { blocksIn, fencesIn, tablesIn } from "./blocks.ts";
import { withoutCode } from "./prose.ts";
import { sectionsIn } from "./sections.ts";

Deno.test("fences are found wherever they stand, without the indent of their list", () => {
  // Readers of lines saw only those of backticks at the beginning of a line.
  const text = [
    "1. First",
    "",
    "   ```SH title=one",
    "   a",
    "     b",
    "   ```",
    "",
    "> ~~~yaml",
    "> c: 1",
    "> ~~~",
    "",
    "````md",
    "```sh",
    "not a fence of its own",
    "```",
    "````",
    "",
    "```",
    "without a language, and not closed",
  ].join("\n");
  assert.deepEqual(
    fencesIn(text).map(({ language, meta, code, line, lastLine }) => [
      language,
      meta,
      code,
      line,
      lastLine,
    ]),
    [
      ["sh", "title=one", "a\n  b", 3, 6],
      ["yaml", "", "c: 1", 8, 10],
      ["md", "", "```sh\nnot a fence of its own\n```", 12, 16],
      ["", "", "without a language, and not closed", 18, 19],
    ],
  );
});

Deno.test("headings of both forms are headings, a # in code is not a heading", () => {
  const text =
    "# One `two` **three**\n\nFour\n----\n\n```sh\n# five\n```\n## Six ##\n";
  assert.deepEqual(
    blocksIn(text).filter((block) => block.kind === "heading").map((
      { depth, text, line },
    ) => [depth, text, line]),
    [[1, "One two three", 1], [2, "Four", 3], [2, "Six", 9]],
  );
});

Deno.test("tables have rows as wide as their heading, with lines", () => {
  const [table] = tablesIn("a\n\n|A|B|\n|-|-|\n|1|2|3|\n|`x\\|y`|\n");
  assert.deepEqual([table?.columns, table?.rows, table?.lastLine], [
    ["A", "B"],
    [{ cells: ["1", "2"], line: 5 }, { cells: ["x|y", ""], line: 6 }],
    6,
  ]);
});

Deno.test("comments, front matter and text come in their order", () => {
  const text = "---\na: 1\n---\n<!-- lab: stop -->\n<!-- two\nlines -->\n" +
    "- *an* item <!-- unseen -->\n\n---\n";
  assert.deepEqual(
    blocksIn(text).map((
      block,
    ) => [block.kind, block.line, "text" in block && block.text]),
    [
      ["front_matter", 1, "a: 1"],
      ["comment", 4, "lab: stop"],
      ["comment", 5, "two\nlines"],
      ["text", 7, "an item"],
    ],
  );
});

Deno.test("CRLF and a byte order mark change nothing", () => {
  const text = "# A\n\n```sh\na\nb\n```\n\n| a |\n| - |\n| b |\n";
  assert.deepEqual(
    blocksIn("\uFEFF" + text.replaceAll("\n", "\r\n")),
    blocksIn(text),
  );
});

Deno.test("sections end at the next heading, or at one of the wanted depth", () => {
  const text = "# A\n\na\n\n## B\nb\n### C\n```\n## no\n```\n## D\n";
  assert.deepEqual(
    sectionsIn(text).map(({ text, body, line, lastLine }) => [
      text,
      body,
      line,
      lastLine,
    ]),
    [
      ["A", "a", 1, 4],
      ["B", "b", 5, 6],
      ["C", "```\n## no\n```", 7, 10],
      ["D", "", 11, 12],
    ],
  );
  assert.deepEqual(
    sectionsIn(text, 2).map(({ text, body }) => [text, body]),
    [["A", "a"], ["B", "b\n### C\n```\n## no\n```"], ["D", ""]],
  );
});

Deno.test("without its code a text keeps its lines", () => {
  assert.equal(
    withoutCode("a\n- b\n  ```\n  c\n  ```\nd\n", "|"),
    "a\n- b\n|\n\n\nd\n",
  );
});
