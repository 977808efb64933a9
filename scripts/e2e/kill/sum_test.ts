import assert from "node:assert/strict";
import type { Seen } from "./kill_rounds.ts";
import { summed } from "./sum.ts";

const seen = (name: string, runs: number, problems: string[] = []): Seen => ({
  name,
  wholeMs: runs * 10,
  runs,
  killed: runs - 1,
  again: 1,
  problems,
});

Deno.test("figures of a tool are added, and a new tool begins", () => {
  const all = summed(
    [seen("backup", 5, ["a"])],
    [seen("backup", 3, ["b"]), seen("restore", 2)],
  );
  assert.deepEqual(all, [
    { ...seen("backup", 8, ["a", "b"]), wholeMs: 30, killed: 6, again: 2 },
    seen("restore", 2),
  ]);
});
