/**
 * The files of a course, read together: points, and the quiz windows.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { refuse } from "./csv_file.ts";
import { type Grade, gradeOf, type Work } from "./grade.ts";
import { quizPercents, type Score } from "./leaderboard.ts";
import { readPoints } from "./points_file.ts";
import { type QuizContext, readQuiz } from "./quiz_file.ts";
import { WINDOWS } from "./rules.ts";
import { readGiven } from "../../lib/files/mod.ts";

/** Where the files are. */
export interface CourseFiles {
  readonly points: string;
  /** By window, from the first; undefined: not held yet. */
  readonly quizzes: readonly (string | undefined)[];
}

/** The content of the files. */
export interface Course {
  readonly works: readonly Work[];
  readonly grades: readonly Grade[];
  readonly windows: readonly (readonly Score[])[];
}

/** Reads them. @throws {CouldNotRun} telling every problem */
export async function readCourse(
  { points, quizzes }: CourseFiles,
  note?: (words: string) => void,
): Promise<Course> {
  const text = await readGiven(points);
  const known = new Set(readPoints(points, text).map(({ student }) => student));
  if (known.size === 0) {
    throw new CouldNotRun(
      `Cannot grade: ${points} has a heading and no line below it. Run deno ` +
        "task grade from-evidence, or write the points into it",
    );
  }
  const windows = await readWindows(quizzes, { known, note });
  const works = readPoints(points, text, quizPercents(windows));
  return { works, grades: works.map(gradeOf), windows };
}

/**
 * Reads the quizzes.
 * @throws {CouldNotRun} naming every problem; also when a quiz has no attempt, or
 *   no attempt of a student in points.csv, since the two files then use different names
 */
export async function readWindows(
  quizzes: CourseFiles["quizzes"],
  context: QuizContext = {},
): Promise<Course["windows"]> {
  return await Promise.all(quizzes.map(async (file) => {
    if (file === undefined) return [];
    const scores = readQuiz(file, await readGiven(file), context);
    checkNames(file, scores, context);
    return scores;
  }));
}

function checkNames(
  file: string,
  scores: readonly Score[],
  { known, note = () => {} }: QuizContext,
): void {
  if (scores.length === 0) {
    throw new CouldNotRun(
      `Cannot use ${file}: it has no finished attempt. Export the quiz when ` +
        "it is over, or leave this window out of --quiz",
    );
  }
  const strangers = known === undefined
    ? []
    : scores.map(({ student }) => student).filter((one) => !known.has(one));
  if (strangers.length === 0) return;
  const shown = strangers.slice(0, 3).join(", ");
  if (strangers.length === scores.length) {
    throw new CouldNotRun(
      `Cannot use ${file}: none of its ${scores.length} students is in the ` +
        `points file, such as ${shown}. Use the same names in both`,
    );
  }
  note(
    `${file}: ${strangers.length} of ${scores.length} students have no line in ` +
      `the points file, and are graded by the quiz alone: ${shown}`,
  );
}

/**
 * "1=w1.csv,3=w3.csv" as files by window.
 * @throws {CouldNotRun} when it is not that
 */
export function quizFiles(
  list: string | undefined,
): readonly (string | undefined)[] {
  const files: (string | undefined)[] = Array(WINDOWS).fill(undefined);
  const problems: string[] = [];
  // A comma may also stand in a file's name.
  for (const part of list?.split(/,(?=\d+=)/) ?? []) {
    const [, window, file] = /^(\d+)=(.+)$/.exec(part) ?? [];
    const number = Number(window);
    if (file === undefined || number < 1 || number > WINDOWS) {
      problems.push(
        `--quiz must be like 1=week2.csv,2=week4.csv with windows 1 to ` +
          `${WINDOWS}, current value is ${part}`,
      );
    } else if (files[number - 1] !== undefined) {
      problems.push(`--quiz names window ${number} twice`);
    } else files[number - 1] = file;
  }
  refuse(problems);
  return files;
}
