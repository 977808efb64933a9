import assert from "node:assert/strict";
import { tableRows } from "./tables.ts";

const REPORT = `# A report

| Something | else |
| --- | --- |
| a | b |

| Image | Content (MB) | **User** |
|:---|---:|---|
| \`gateway\` | 412.1 | root |
| events | | |

After it.`;

Deno.test("a table is found by words of its heading, cells by the same words", () => {
  const rows = tableRows(REPORT, ["image", "content", "user"]);
  assert.equal(rows.length, 2);
  assert.equal(rows[0]?.get("image"), "gateway");
  assert.equal(rows[0]?.get("content"), "412.1");
  assert.equal(rows[1]?.get("user"), "");
});

Deno.test("a table that lacks a column is not taken for it", () => {
  assert.deepEqual(tableRows(REPORT, ["image", "layers"]), []);
});

Deno.test("bars in cells, missing ends and marks do not move the columns", () => {
  // The reader of lines took an escaped bar for the end of a cell.
  const report = "Text before it.\n\nQuery | **Value** | `Unit`\n" +
    "--- | :-: | ---\n" +
    "`a \\| b` | **12** _ms_ | [s](x.md)\nc | 1\n";
  assert.deepEqual(
    tableRows(report, ["query", "value", "unit"]).map((row) => [
      ...row.values(),
    ]),
    [["a | b", "12 ms", "s"], ["c", "1", ""]],
  );
});

Deno.test("text like a table in a block of code is not a table", () => {
  assert.deepEqual(tableRows("```\n| a |\n| - |\n| b |\n```\n", ["a"]), []);
});
