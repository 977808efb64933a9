/**
 * Grades in words and in tables.
 * @module
 */

import { stringify } from "csv-stringify/sync";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { type Entry, exact, type Grade, tierOf, type Work } from "./grade.ts";
import type { Place } from "./leaderboard.ts";
import { CAP, EXAM, PER_POINT, WEEKLY_LABS } from "./rules.ts";
import type { Way, WhatIf } from "./what_if.ts";

/** "84", "85.5", "0.0667": as much as there is, four digits at most. */
function percent(value: number): string {
  return String(Math.round(value * 1e4) / 1e4);
}

/**
 * A sum as it is shown. Rounding never shows a tier that was not reached: 89.997 is
 * 90 when it is rounded, and a person with 90 has an A.
 * @param digits behind the point
 */
export function sumText(value: number, digits: number): string {
  const factor = 10 ** digits;
  const rounded = Math.round(exact(value * factor)) / factor;
  return tierOf(rounded) === tierOf(value)
    ? rounded.toFixed(digits)
    : (Math.floor(exact(value * factor)) / factor).toFixed(digits);
}

/** A sum with four digits at most, no zeros at its end. */
function sumPercent(value: number): string {
  return String(Number(sumText(value, 4)));
}

/**
 * All grades as CSV. Points that wait for a decision have a column of their
 * own, when there is any: they are part of no total.
 */
export function gradesCsv(grades: readonly Grade[]): string {
  const hasUndecided = grades.some(({ undecided }) => undecided > 0);
  return stringify(
    grades.map((grade) => ({
      student: grade.student,
      main: percent(grade.main),
      bonus: percent(grade.bonus),
      quiz: percent(grade.quiz),
      extra: percent(grade.extra),
      exam: percent(grade.exam),
      sum: sumPercent(grade.sum),
      total: sumPercent(grade.total),
      tier: grade.tier,
      ...hasUndecided ? { undecided: percent(grade.undecided) } : {},
    })),
    { header: true, escape_formulas: true },
  );
}

/**
 * The file for Moodle's grade import.
 * @throws {CouldNotRun} when some students are addresses and some are not, because
 *   Moodle finds all of them by one column
 */
export function moodleCsv(grades: readonly Grade[]): string {
  const [address, other] = [true, false].map((is) =>
    grades.find(({ student }) => student.includes("@") === is)?.student
  );
  if (address !== undefined && other !== undefined) {
    throw new CouldNotRun(
      `Cannot write for Moodle: ${address} is an address and ${other} is not. ` +
        "Use addresses for all students, or ID numbers for all",
    );
  }
  const who = address === undefined ? "ID number" : "Email address";
  return stringify(
    grades.map(({ student, total }) => ({
      [who]: student,
      "Course total": sumPercent(total),
    })),
    { header: true, escape_formulas: true },
  );
}

/** A table for a terminal. */
export function gradesText(grades: readonly Grade[]): string {
  const rows = [
    ["student", "labs", "bonus", "quiz", "11+12", "exam", "total", ""],
    ...grades.map((one) => [
      one.student,
      ...[one.main, one.bonus, one.quiz, one.extra, one.exam]
        .map((value) => value.toFixed(2)),
      sumText(one.total, 2),
      one.undecided > 0
        ? `${one.tier} (${percent(one.undecided)} % undecided)`
        : one.tier,
    ]),
  ];
  const widths =
    rows[0]?.map((_, i) =>
      Math.max(...rows.map((row) => row[i]?.length ?? 0))
    ) ?? [];
  return rows.map((row) =>
    row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)
    ).join("  ").trimEnd()
  ).join("\n");
}

/** Each point of a grade, with who gave it and where that is written. */
export function explanation({ entries }: Work, grade: Grade): string {
  const byLab = Map.groupBy(entries, ({ lab }) => lab);
  const lines = grade.labs.flatMap((
    { lab, counted, percent: brings, late },
  ) => [
    `Lab ${lab}: ${counted} points x ${
      lab <= WEEKLY_LABS ? PER_POINT.weekly : PER_POINT.extra
    } = ${percent(brings)} %${late === undefined ? "" : ` (${late})`}`,
    ...(byLab.get(lab) ?? []).map(entryLine),
  ]);
  return [
    `${grade.student}: ${sumPercent(grade.total)} %, ${grade.tier}`,
    "",
    ...lines,
    `Quizzes: ${percent(grade.quiz)} %`,
    `Exam: ${percent(grade.exam)} of ${EXAM} %`,
    "",
    `Sum: ${percent(grade.main)} labs + ${percent(grade.bonus)} bonus + ` +
    `${percent(grade.quiz)} quizzes + ${percent(grade.extra)} Labs 11 and 12 ` +
    `+ ${percent(grade.exam)} exam = ${sumPercent(grade.sum)}` +
    (grade.sum > CAP ? `, ${CAP} at most` : ""),
  ].join("\n");
}

function entryLine({ task, points, by, where, undecided = 0 }: Entry): string {
  const name = task === "bonus" ? "bonus " : `task ${task}`;
  const open = undecided > 0 ? `, ${undecided} undecided` : "";
  return `  ${name}  ${String(points).padStart(4)}  ${by} (${where})${open}`;
}

/** The missing points, and the ways to get them. */
export function whatIfText(
  grade: Grade,
  { tier, missing, ways, together }: WhatIf,
): string {
  const head = `${grade.student} has ${sumPercent(grade.sum)} %, ${grade.tier}`;
  if (missing === 0) return `${head}: nothing is missing for ${tier}.`;
  if (ways.length > 0) {
    return [
      `${head}. For ${tier} ${percent(missing)} % are missing; each of these ` +
      "is enough, the least work first:",
      ...ways.map(wayLine),
    ].join("\n");
  }
  if (together.length > 0) {
    return [
      `${head}. For ${tier} ${
        percent(missing)
      } % are missing; no single item ` +
      "is enough, all of these are:",
      ...together.map(wayLine),
    ].join("\n");
  }
  return `${head}. ${tier} is out of reach: ${percent(missing)} % are ` +
    "missing, and less is left.";
}

function wayLine({ what, need, left, unit, worth }: Way): string {
  return `  ${what}: ${need} of ${left} ${unit}, ${percent(worth)} % each`;
}

/** A window's leaderboard; `nameOf` hides who it is. */
export function leaderboardText(
  window: number,
  places: readonly Place[],
  nameOf: (student: string) => string,
): string {
  const labs = `labs ${2 * window - 1} and ${2 * window}`;
  if (places.length === 0) return `Window ${window} (${labs}): no quiz yet`;
  return [
    `Window ${window} (${labs}): ${places.length} took part`,
    ...places.filter(({ percent }) => percent > 0).map((place) =>
      `  ${String(place.rank).padStart(2)}.  ${
        nameOf(place.student).padEnd(18)
      } ${place.score}  ${percent(place.percent)} %`
    ),
  ].join("\n");
}
