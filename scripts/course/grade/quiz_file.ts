/**
 * Moodle's export of a quiz: a line an attempt, of which the best counts.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { columnsOf, FieldError, readRows, type Row } from "./csv_file.ts";
import type { Score } from "./leaderboard.ts";
import { type QuizColumns, quizColumns } from "./quiz_headings.ts";
import { studentName } from "../lab/bundles/student_name.ts";

/** The text that Moodle writes where a person has not graded yet. */
const UNGRADED =
  /^(?:not yet graded|requires? grading|noch nicht bewertet|не оценено|ещё не оценено|aún sin calificar|sin calificar|pas encore évalué)$/i;

/** Other options of a reader. */
export interface QuizContext {
  /** Students of points.csv: of two names, the one that is among them counts. */
  readonly known?: ReadonlySet<string>;
  /** Called with each row that counts for nothing, with its reason. */
  readonly note?: ((words: string) => void) | undefined;
}

/**
 * Reads it.
 * @throws {CouldNotRun} telling every problem by file, line and field
 */
export function readQuiz(
  file: string,
  text: string,
  { known = new Set(), note = () => {} }: QuizContext = {},
): readonly Score[] {
  const head = columnsOf(file, text);
  const columns = quizColumns(head);
  const score = scoreColumn(file, head, columns);
  let nameless: Row | undefined;
  const rows = readRows(file, text, [...columns.who, score], (row) => {
    const names = columns.who.map((name) => studentName(row.optional(name)))
      .filter((name) => name !== "");
    const student = names.find((name) => known.has(name)) ?? names[0];
    const given = row.optional(score);
    // Moodle ends with a line of means, which belongs to no student.
    if (nameless !== undefined) throw noName(nameless, columns);
    if (student === undefined) nameless = row;
    // An attempt that goes on has "-".
    if (student === undefined || given === "-" || given === "") return;
    if (UNGRADED.test(given)) {
      note(`${row.where}: ${student} is not graded yet, and has no score`);
      return;
    }
    return { student, ...scoreOf(row, score, given, columns.most) };
  });
  const scores = rows.filter((one) => one !== undefined);
  if (scores.length === 0 && nameless !== undefined && rows.length > 1) {
    throw new CouldNotRun(noName(nameless, columns).message);
  }
  if (new Set(scores.map(({ isShare }) => isShare)).size > 1) {
    throw new CouldNotRun(
      `Cannot compare scores of ${file}: some have a % and some do not. ` +
        "Export the quiz again with one kind of grade",
    );
  }
  const best = new Map<string, number>();
  for (const attempt of scores) {
    const before = best.get(attempt.student) ?? -1;
    best.set(attempt.student, Math.max(before, attempt.value));
  }
  return [...best].map(([student, score]) => ({ student, score }));
}

function scoreColumn(
  file: string,
  head: readonly string[],
  { who, scores }: QuizColumns,
): string {
  const [score, ...others] = scores;
  if (who.length === 0 || score === undefined) {
    throw new CouldNotRun(
      `Cannot read ${file}: it must have a column ID number or Email address ` +
        `or student, and Grade/... or score; there are ` +
        (head.join(", ") || "none"),
    );
  }
  if (others.length > 0) {
    throw new CouldNotRun(
      `Cannot read ${file}: ${scores.join(" and ")} may each be the score. ` +
        "Leave one of these columns in it",
    );
  }
  return score;
}

function noName(row: Row, { who }: QuizColumns): FieldError {
  return new FieldError(
    `${row.where}: ${who.join(" and ")} ${
      who.length === 1 ? "is" : "are"
    } empty, so nobody can get this score. Export the quiz with the students' ` +
      "addresses",
  );
}

/** The score in the quiz's own points, or a share when it has only a percent. */
function scoreOf(
  row: Row,
  column: string,
  given: string,
  most: number | undefined,
): { readonly value: number; readonly isShare: boolean } {
  const [, digits, percent] =
    /^(\d+(?:[.,]\d+)?)\s*(%)?$/.exec(given.replace(/[\u00a0\u202f]/g, " ")) ??
      [];
  const limit = percent === undefined ? most : 100;
  const value = Number(digits?.replace(",", ".") ?? NaN);
  if (!(value >= 0 && value <= (limit ?? Infinity))) {
    throw new FieldError(
      `${row.where}: ${column} must be a number from 0` +
        `${limit === undefined ? "" : ` to ${limit}`}, or -, current value ` +
        `is ${given}`,
    );
  }
  if (percent === undefined) return { value, isShare: false };
  return most === undefined
    ? { value, isShare: true }
    : { value: (value * most) / 100, isShare: false };
}
