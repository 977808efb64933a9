import assert from "node:assert/strict";
import { parseText } from "./parse_text.ts";

function shape(text: string) {
  return parseText(text).blocks.map(({ step, line, code, directives }) => [
    step,
    line,
    code,
    directives.map(({ kind }) => kind),
  ]);
}

Deno.test("a block belongs to the step above it, and to none before the first", () => {
  const text = [
    "# Lab 1",
    "```sh",
    "zero",
    "```",
    "### 1.1 The first",
    "```sh",
    "one",
    "```",
    "### B.2: The bonus",
    "```sh",
    "two",
    "```",
  ].join("\n");
  assert.deepEqual(shape(text), [
    ["", 2, "zero", []],
    ["1.1", 6, "one", []],
    ["B.2", 10, "two", []],
  ]);
  assert.deepEqual(parseText(text).steps, [
    { id: "1.1", title: "The first" },
    { id: "B.2", title: "The bonus" },
  ]);
});

Deno.test("only headings of the third level that have a number are steps", () => {
  const { steps } = parseText(
    "## 1.1 Too high\n### Before you begin\n#### 1.2 Too low\n### 10.11 A step\n",
  );
  assert.deepEqual(steps, [{ id: "10.11", title: "A step" }]);
});

Deno.test("only blocks of sh are commands; others may stand between", () => {
  const text = "```ts\nconst a = 1;\n```\n```sh\nls\n```\n```\nplain\n```\n";
  assert.deepEqual(shape(text), [["", 4, "ls", []]]);
});

Deno.test("all directives before a block are its own, and of no other", () => {
  const text = [
    "<!-- lab: cluster -->",
    "<!-- lab: expect /a/ -->",
    "```sh",
    "one",
    "```",
    "```sh",
    "two",
    "```",
  ].join("\n");
  assert.deepEqual(shape(text), [
    ["", 3, "one", ["path", "expect"]],
    ["", 6, "two", []],
  ]);
});

Deno.test("a solution and an edit are blocks of their own, without commands", () => {
  const text = "<!-- lab: solution a.ts b.ts -->\n\nYou write both.\n\n" +
    "<!-- lab: edit worse -->\n";
  assert.deepEqual(shape(text), [
    ["", 1, "", ["solution"]],
    ["", 5, "", ["edit"]],
  ]);
});

Deno.test("a solution between a directive and its block takes neither away", () => {
  const text = "<!-- lab: cluster -->\n\n<!-- lab: solution a.ts -->\n\n" +
    "```sh\nls\n```\n";
  assert.deepEqual(shape(text), [
    ["", 3, "", ["solution"]],
    ["", 5, "ls", ["path"]],
  ]);
});

for (
  const [what, text, place] of [
    ["a paragraph", "<!-- lab: stop -->\n\nSome words.\n", "line 3"],
    ["a heading", "<!-- lab: stop -->\n\n### 1.1 A\n", "line 3"],
    ["a list", "<!-- lab: fails -->\n\n- a\n", "line 3"],
    ["the end", "a\n\n<!-- lab: stop -->\n", "the end of the text"],
  ] as const
) {
  Deno.test(`a directive before ${what} instead of a block is refused`, () => {
    assert.throws(
      () => parseText(text),
      new RegExp(`Cannot read ${place}: a directive stands before it`),
    );
  });
}

Deno.test("another comment is nothing by itself, and no block of commands", () => {
  assert.deepEqual(shape("<!-- note -->\n```sh\nls\n```\n"), [
    ["", 2, "ls", []],
  ]);
  assert.throws(
    () => shape("<!-- lab: stop -->\n<!-- note -->\n```sh\nls\n```\n"),
    /Cannot read line 2/,
  );
});

Deno.test("a text without anything to do has no blocks and no steps", () => {
  assert.deepEqual(parseText("# A\n\nwords\n"), { steps: [], blocks: [] });
});

Deno.test("a block of output belongs to the commands above it", () => {
  const text = "```sh\none\n```\n```output\nfirst\n```\nThen:\n" +
    "```output\nlater\n```\n```sh\ntwo\n```\n";
  assert.deepEqual(
    parseText(text).blocks.map(({ code, shown }) => [code, shown]),
    [["one", "first\nlater"], ["two", ""]],
  );
  assert.throws(
    () => parseText("```output\nfirst\n```\n"),
    /before any commands/,
  );
});
