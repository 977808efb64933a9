import assert from "node:assert/strict";
import { fillBlocks, markdownTable } from "./generated_blocks.ts";

const DOCUMENT = "a\n<!-- tasks -->\nold\n<!-- /tasks -->\nb\n";

Deno.test("fillBlocks() writes between the marks and nowhere else", () => {
  const filled = fillBlocks(DOCUMENT, new Map([["tasks", "new $1"]]));
  assert.equal(filled, "a\n<!-- tasks -->\nnew $1\n<!-- /tasks -->\nb\n");
  assert.equal(fillBlocks(filled, new Map([["tasks", "new $1"]])), filled);
});

Deno.test("a block that stands in two places is filled in both", () => {
  const twice = `${DOCUMENT}${DOCUMENT}`;
  const filled = fillBlocks(twice, new Map([["tasks", "new"]]));
  assert.equal(filled.match(/^new$/gm)?.length, 2);
  assert.doesNotMatch(filled, /^old$/m);
});

Deno.test("a block ends at its own end, whatever marks stand in it", () => {
  const document = "<!-- a -->\n<!-- b -->\nx\n<!-- /b -->\n<!-- /a -->\n";
  const blocks = new Map([["a", "A"], ["b", "B"]]);
  assert.equal(fillBlocks(document, blocks), "<!-- a -->\nA\n<!-- /a -->\n");
});

Deno.test("comments of people are no marks", () => {
  const document = "<!-- for instructors -->\nx <!-- tasks --> y\n";
  assert.equal(fillBlocks(document, new Map()), document);
});

Deno.test("a mark without a block, or without an end, is an error", () => {
  assert.throws(() => fillBlocks(DOCUMENT, new Map()), /Cannot fill.*tasks/);
  assert.throws(
    () => fillBlocks("<!-- tasks -->\n", new Map([["tasks", ""]])),
    /end is missing/,
  );
});

Deno.test("markdownTable() has a row for the head and one for each entry", () => {
  const table = markdownTable(["a", "b"], [["1", "2"]]);
  assert.equal(table, "| a | b |\n| --- | --- |\n| 1 | 2 |");
});
