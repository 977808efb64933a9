import assert from "node:assert/strict";
import { fillBlocks, markdownTable } from "./generated_blocks.ts";

const DOCUMENT = "a\n<!-- tasks -->\nold\n<!-- /tasks -->\nb\n";

Deno.test("fillBlocks() writes between the marks and nowhere else", () => {
  const filled = fillBlocks(DOCUMENT, new Map([["tasks", "new $1"]]));
  assert.equal(filled, "a\n<!-- tasks -->\nnew $1\n<!-- /tasks -->\nb\n");
  assert.equal(fillBlocks(filled, new Map([["tasks", "new $1"]])), filled);
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
