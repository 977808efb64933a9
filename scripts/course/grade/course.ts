/**
 * The files of a course, read together: points, and the quiz windows.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { refuse } from "./csv_file.ts";
import { type Grade, gradeOf, type Work } from "./grade.ts";
import { quizPercents, type Score } from "./leaderboard.ts";
import { readPoints } from "./points_file.ts";
import { readQuiz } from "./quiz_file.ts";
import { WINDOWS } from "./rules.ts";
import { readText } from "../../lib/files/mod.ts";

/** Where the files are. */
export interface CourseFiles {
  readonly points: string;
  /** By window, from the first; undefined: not held yet. */
  readonly quizzes: readonly (string | undefined)[];
}

/** What they say. */
export interface Course {
  readonly works: readonly Work[];
  readonly grades: readonly Grade[];
  readonly windows: readonly (readonly Score[])[];
}

/** Reads them. @throws {CouldNotRun} telling every problem */
export async function readCourse(
  { points, quizzes }: CourseFiles,
): Promise<Course> {
  const windows = await readWindows(quizzes);
  const works = readPoints(points, await read(points), quizPercents(windows));
  return { works, grades: works.map(gradeOf), windows };
}

/** Reads the quizzes. @throws {CouldNotRun} telling every problem */
export async function readWindows(
  quizzes: CourseFiles["quizzes"],
): Promise<Course["windows"]> {
  return await Promise.all(
    quizzes.map(async (file) =>
      file === undefined ? [] : readQuiz(file, await read(file))
    ),
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
  for (const part of list?.split(",") ?? []) {
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

async function read(file: string): Promise<string> {
  try {
    return await readText(file);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new CouldNotRun(`Cannot read ${file}: it is not there`, { cause });
  }
}
