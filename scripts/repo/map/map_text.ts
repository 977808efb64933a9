/**
 * The floor plan for people: a table for CONTRIBUTING.md, lines for a terminal.
 * @module
 */

import { markdownTable } from "../../lib/text/mod.ts";
import type { FloorPlan } from "./floor_plan.ts";

/**
 * The plan at 9d02eef, before the wings: 45 flat folders. Its arrows back up are
 * the fewest whose removal leaves no cycle of folders.
 */
const BEFORE = ["45", "13", "165", "13", "2", "17 %"] as const;

/** The maximum of each figure; for the doors, the minimum. */
const TARGETS = { rooms: 16, levels: 10 } as const;

/** The table: before and after. */
export function mapTable(plan: FloorPlan): string {
  const rows = rowsOf(plan).map(([what, value], i) => [
    what,
    BEFORE[i] ?? "",
    value,
    ["at most 16", "at most 10", "", "0", "0", "100 %"][i] ?? "",
  ]);
  return markdownTable(["Measure", "Before", "Now", "Target"], rows);
}

/** Lines, with every name that is not as it must be. */
export function mapLines(
  plan: FloorPlan,
  dead: readonly string[],
): readonly string[] {
  return [
    ...rowsOf(plan).map(([what, value]) => `${value.padStart(6)}  ${what}`),
    `${String(dead.length).padStart(6)}  exported names that nothing uses`,
    ...plan.backUp.map((arrow) => `points back up: ${arrow}`),
    ...plan.pastDoors.map((pair) => `reaches past a door: ${pair}`),
    ...plan.folderCycles.map((folders) => `cycle: ${folders.join(", ")}`),
    ...dead.map((name) => `nothing uses ${name}`),
  ];
}

/** Whether the plan is as it must be. */
export function isInOrder(plan: FloorPlan, dead: readonly string[]): boolean {
  return plan.rooms <= TARGETS.rooms && plan.levels <= TARGETS.levels &&
    plan.backUp.length === 0 && plan.folderCycles.length === 0 &&
    plan.pastDoors.length === 0 && dead.length === 0;
}

function rowsOf(plan: FloorPlan): readonly (readonly [string, string])[] {
  return [
    ["rooms", String(plan.rooms)],
    ["levels, the longest chain of rooms", String(plan.levels)],
    ["arrows between rooms", String(plan.arrows)],
    ["arrows that point back up", String(plan.backUp.length)],
    ["cycles of folders", String(plan.folderCycles.length)],
    [
      "imports between rooms through a door",
      `${Math.floor(100 * (1 - plan.pastDoors.length / plan.imports))} %`,
    ],
  ];
}
