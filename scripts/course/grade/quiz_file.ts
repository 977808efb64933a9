/**
 * Moodle's export of a quiz: a line an attempt, of which the best counts.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { columnsOf, FieldError, readRows } from "./csv_file.ts";
import type { Score } from "./leaderboard.ts";

/** How Moodle calls who somebody is, the best first. */
const WHO = ["ID number", "Email address", "student"];
/** "Grade/10.00", and what other exports call it. */
const SCORE = /^(Grade\/[\d.,]+|score)$/;

/**
 * Reads it.
 * @throws {CouldNotRun} telling every problem by file, line and field
 */
export function readQuiz(file: string, text: string): readonly Score[] {
  const head = columnsOf(file, text);
  const who = WHO.find((name) => head.includes(name));
  const score = head.find((name) => SCORE.test(name));
  if (who === undefined || score === undefined) {
    throw new CouldNotRun(
      `Cannot read ${file}: it must have a column ${WHO.join(" or ")}, and ` +
        `Grade/... or score; there are ${head.join(", ") || "none"}`,
    );
  }
  const attempts = readRows(file, text, [who, score], (row) => {
    const student = row.optional(who);
    // Moodle ends with a line of means, and lists attempts that go on as "-".
    const given = row.optional(score);
    if (student === "" || given === "-" || given === "") return undefined;
    const value = Number(given.replace(",", "."));
    if (Number.isFinite(value) && value >= 0) return { student, score: value };
    throw new FieldError(
      `${row.where}: ${score} must be a number from 0, or -, current value ` +
        `is ${given}`,
    );
  });
  const best = new Map<string, number>();
  for (const attempt of attempts) {
    if (attempt === undefined) continue;
    const before = best.get(attempt.student) ?? -1;
    best.set(attempt.student, Math.max(before, attempt.score));
  }
  return [...best].map(([student, score]) => ({ student, score }));
}
