import assert from "node:assert/strict";
import fc from "fast-check";
import { countOf, type Tally, tallyTable } from "./tally.ts";

const NONE = { tried: 0, right: 0, open: 0 };
const TALLY: Tally = {
  lab: 3,
  digest: "a",
  seed: 1,
  equivalents: { tried: 60, right: 60, open: 0 },
  neighbours: { tried: 40, right: 39, open: 20 },
  right_cases: NONE,
  wrong_cases: { tried: 0, right: 0, open: 2 },
  exceptions: [],
};

Deno.test("all results are counted once: right, wrong, or open", () => {
  const result = fc.record({
    isRight: fc.constantFrom(true, false, undefined),
  });
  fc.assert(fc.property(fc.array(result), (all) => {
    const { tried, right, open } = countOf(all);
    assert.equal(tried + open, all.length);
    const wrong = all.filter(({ isRight }) => isRight === false).length;
    assert.equal(tried - right, wrong);
  }));
});

Deno.test("a table shows what was tried, what is open, and nothing of what was not", () => {
  const [, , line = ""] = tallyTable([{ tally: TALLY, isCurrent: true }])
    .split("\n");
  const cells = line.split("|").slice(1, -1).map((cell) => cell.trim());
  assert.deepEqual(cells.slice(0, 5), [
    "3",
    "60 of 60",
    "39 of 40 (20 open)",
    "",
    "0 of 0 (2 open)",
  ]);
});

Deno.test("a lab that has changed since says so", () => {
  const table = tallyTable([{ tally: TALLY, isCurrent: false }]);
  assert.match(table, /^\| 3 \(changed since\) \|/m);
});

Deno.test("each line has as many cells as the heading, measured before or not", () => {
  const labs = Array.from({ length: 12 }, (_, i) => i + 1);
  const lines = tallyTable(
    labs.map((lab) => ({ tally: { ...TALLY, lab }, isCurrent: true })),
  ).split("\n");
  assert.equal(lines.length, 14);
  assert.equal(new Set(lines.map((one) => one.split("|").length)).size, 1);
});
