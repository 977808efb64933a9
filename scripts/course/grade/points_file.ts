/**
 * Points of a course, a line for each task that was graded:
 *
 *     student,lab,task,points,late_hours,by,undecided
 *     ada@example.org,3,1,6,0,checks 3.1 to 3.8,
 *     ada@example.org,3,2,3,0,3 of 4 checks; 3.6 disputed,1
 *     ada@example.org,exam,,72,,the examiners,
 *
 * `undecided` are points more that wait for a person: disputed ones, and those
 * that could not be verified. They count when an instructor has moved them to
 * `points`.
 * @module
 */

import {
  FieldError,
  numberField,
  readRows,
  refuse,
  type Row,
} from "./csv_file.ts";
import type { Entry, Work } from "./grade.ts";
import { alike, studentName } from "../lab/bundles/student_name.ts";
import { ALL_LABS, mostPoints, type TaskId, TASKS } from "./rules.ts";

/** Its columns. */
export const COLUMNS = [
  "student",
  "lab",
  "task",
  "points",
  "late_hours",
  "by",
  "undecided",
];

/** A term is shorter (h). */
const MAX_LATE = 24 * 366;

interface Line {
  readonly student: string;
  readonly where: string;
  readonly entry: Entry | undefined;
  readonly exam: number | undefined;
}

/**
 * Reads it.
 * @param quiz percent of the leaderboards, by student
 * @throws {CouldNotRun} telling every problem by file, line and field
 */
export function readPoints(
  file: string,
  text: string,
  quiz: ReadonlyMap<string, number> = new Map(),
): readonly Work[] {
  const lines = readRows(file, text, COLUMNS.slice(0, 4), lineOf);
  refuse(repeated(lines));
  const students = Map.groupBy(lines, ({ student }) => student);
  for (const student of quiz.keys()) {
    if (!students.has(student)) students.set(student, []);
  }
  refuse(alike(students.keys()));
  return [...students].map(([student, own]) => ({
    student,
    entries: own.flatMap(({ entry }) => entry ?? []),
    quiz: quiz.get(student) ?? 0,
    exam: own.find(({ exam }) => exam !== undefined)?.exam,
  })).toSorted((a, b) => a.student < b.student ? -1 : 1);
}

function lineOf(row: Row): Line {
  const student = studentName(row.field("student"));
  const { where } = row;
  if (row.field("lab") === "exam") {
    const exam = numberField(row, "points", 0, 100) / 100;
    return { student, where, entry: undefined, exam };
  }
  const lab = numberField(row, "lab", 1, ALL_LABS);
  if (!Number.isInteger(lab)) {
    throw new FieldError(
      `${where}: lab must be a whole number, or exam, current value is ${lab}`,
    );
  }
  const word = row.field("task").toLowerCase();
  const task = TASKS.find((one) => one === word);
  const most = task === undefined ? 0 : mostPoints(lab, task);
  if (task === undefined || most === 0) {
    throw new FieldError(
      `${where}: task must be ${tasksOf(lab).join(", ")} in lab ${lab}, ` +
        `current value is ${word}`,
    );
  }
  const entry: Entry = {
    lab,
    task,
    points: numberField(row, "points", 0, most),
    lateHours: row.optional("late_hours") === ""
      ? 0
      : numberField(row, "late_hours", 0, MAX_LATE),
    by: row.optional("by") || "not said",
    undecided: row.optional("undecided") === ""
      ? 0
      : numberField(row, "undecided", 0, most),
    where,
  };
  return { student, where, entry, exam: undefined };
}

function tasksOf(lab: number): readonly TaskId[] {
  return TASKS.filter((task) => mostPoints(lab, task) > 0);
}

function repeated(lines: readonly Line[]): readonly string[] {
  const first = new Map<string, string>();
  return lines.flatMap(({ student, where, entry }) => {
    const what = entry === undefined
      ? "the exam"
      : `task ${entry.task} of lab ${entry.lab}`;
    const key = `${student}\n${what}`;
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, where);
      return [];
    }
    return [
      `${where}: task is given twice: ${what} of ${student} is in ${before}`,
    ];
  });
}
