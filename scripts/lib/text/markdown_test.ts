import assert from "node:assert/strict";
import { numberIn, tableRows } from "./markdown.ts";

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

for (
  const [cell, number] of [
    ["412 MB", 412],
    ["1,048.5", 1048.5],
    ["about 12.25 s", 12.25],
    ["-3", -3],
    ["none", NaN],
    [undefined, NaN],
  ] as const
) {
  Deno.test(`numberIn() of ${cell} is ${number}`, () => {
    assert.equal(numberIn(cell), number);
  });
}
