/**
 * Findings in lines for people.
 * @module
 */

import type { Checked, Lab } from "../../checks/mod.ts";

const MARKS = {
  pass: "ok       ",
  fail: "FAILED   ",
  could_not_verify: "UNKNOWN  ",
  not_started: "to do    ",
} as const;

/** A check: what was measured, what it must be, where to look. */
export function findingLines(checked: Checked): string {
  const { verdict, id, title, measured, bound, look } = checked;
  const lines = [`${MARKS[verdict]}${id}  ${title}`, `           ${measured}`];
  if (verdict !== "pass") {
    if (bound !== "") lines.push(`           must be: ${bound}`);
    if (look !== undefined) lines.push(`           look at: ${look}`);
    lines.push(`           hint:    deno task lab hint ${id}`);
  }
  return lines.join("\n");
}

/** "Task 1: 4 of 4 checks; worth 6 points" for each task that has checks. */
export function taskLines(lab: Lab, all: readonly Checked[]): string {
  return lab.tasks.flatMap(({ task, title, points }) => {
    const own = all.filter((one) => one.task === task);
    if (own.length === 0) return [];
    const passed = own.filter(({ verdict }) => verdict === "pass").length;
    const name = task === 0 ? "Bonus" : `Task ${task}`;
    return [
      `${name}, ${title}: ${passed} of ${own.length} checks; ` +
      `worth ${points} points`,
    ];
  }).join("\n");
}
