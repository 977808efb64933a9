import assert from "node:assert/strict";
import { boardQueries } from "../../observe/dashboards/mod.ts";
import { solutionFiles } from "./solution_files.ts";

Deno.test("Lab 3's board has three panels more than the one that ships", () => {
  const isGolden = ([path]: readonly [string, string]) => /golden/.test(path);
  const panels = new Set(
    boardQueries([...solutionFiles()].filter(isGolden))
      .map(({ panel }) => panel),
  );
  assert.equal(panels.size, 6, [...panels].join());
  assert.ok(panels.has("Latency"));
});

Deno.test("every generated solution lies in a folder that never ships", () => {
  for (const path of solutionFiles().keys()) {
    assert.match(path, /^labs\/lab\d+\/solution\//);
  }
});
