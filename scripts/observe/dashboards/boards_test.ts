import assert from "node:assert/strict";
import { boardFiles, boardQueries } from "./boards.ts";

Deno.test("the skeleton has three panels with queries, the solution six", () => {
  const counts = [...boardFiles()].filter(([path]) => /golden/.test(path))
    .map(([, text]) => {
      const { panels } = JSON.parse(text);
      return panels.filter((panel: { targets?: unknown[] }) => panel.targets)
        .length;
    });
  assert.deepEqual(counts, [3, 6]);
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
  assert.ok(boardQueries().length > 20);
});
