import assert from "node:assert/strict";
import { boardFiles, boardQueries } from "./boards.ts";

Deno.test("the shipped board of the golden signals has three panels with queries", () => {
  const queries = boardQueries().filter(({ board }) => /golden/.test(board));
  const panels = new Set(queries.map(({ panel }) => panel));
  assert.equal(panels.size, 3, [...panels].join());
});

Deno.test("panels do not overlap, and none sticks out", () => {
  for (const [path, text] of boardFiles()) {
    const taken = new Set<string>();
    for (const { title, gridPos: { x, y, w, h } } of JSON.parse(text).panels) {
      assert.ok(x + w <= 24, `${path}: ${title}`);
      for (let column = x; column < x + w; column++) {
        for (let row = y; row < y + h; row++) {
          const cell = `${column},${row}`;
          assert.ok(!taken.has(cell), `${path}: ${title} lies on another`);
          taken.add(cell);
        }
      }
    }
  }
});

Deno.test("every panel asks the datasource that is provisioned", () => {
  for (const [path, text] of boardFiles()) {
    for (const { title, targets, datasource } of JSON.parse(text).panels) {
      if (targets) {
        assert.equal(datasource.uid, "prometheus", `${path} ${title}`);
      }
    }
  }
  assert.ok(boardQueries().length > 15, String(boardQueries().length));
});
