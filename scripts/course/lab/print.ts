/**
 * Findings in lines for people.
 * @module
 */

import type { Checked, Lab } from "../../checks/mod.ts";
import { stepName } from "./step.ts";

const MARKS = {
  pass: "ok       ",
  fail: "FAILED   ",
  could_not_verify: "UNKNOWN  ",
  not_started: "to do    ",
} as const;

/**
 * A check: what was measured, what it must be, where to look.
 * @param lab its number, for the commands that come next
 */
export function findingLines(checked: Checked, lab: number): string {
  const { verdict, id, title, measured, bound, look, remark } = checked;
  const lines = [`${MARKS[verdict]}${id}  ${title}`, `           ${measured}`];
  if (verdict !== "pass") {
    const step = stepName(lab, id);
    if (bound !== "") lines.push(`           must be: ${bound}`);
    if (look !== undefined) lines.push(`           look at: ${look}`);
    lines.push(`           hint:    deno task lab hint ${step}`);
    if (verdict !== "not_started") {
      lines.push(
        `           wrong?   deno task lab dispute ${step} --why "..."`,
      );
    }
  } else if (remark !== undefined) {
    lines.push(`           passed, with a remark: ${remark}`);
  }
  return lines.join("\n");
}

/**
 * "Task 1: 4 of 4 checks; worth 6 points" for each task of which a check has run.
 * Of some checks of a task it says that there are more: they bring no points alone.
 */
export function taskLines(lab: Lab, all: readonly Checked[]): string {
  return lab.tasks.flatMap(({ task, title, points }) => {
    const own = all.filter((one) => one.task === task);
    if (own.length === 0) return [];
    const passed = own.filter(({ verdict }) => verdict === "pass").length;
    const name = task === 0 ? "Bonus" : `Task ${task}`;
    const count = lab.checks.filter((one) => one.task === task).length;
    if (own.length < count) {
      return [
        `${name}, ${title}: ${passed} of the ${own.length} tried; the task has ` +
        `${count} checks and is worth ${points} points together`,
      ];
    }
    return [
      `${name}, ${title}: ${passed} of ${own.length} checks; ` +
      `worth ${points} points`,
    ];
  }).join("\n");
}
