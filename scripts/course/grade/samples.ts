/**
 * Students of all kinds, and what their grade must be: the rules by example. The
 * README shows them, the tests hold them.
 * @module
 */

import type { Entry, Work } from "./grade.ts";
import { mostPoints, type TaskId, type Tier } from "./rules.ts";

/** One with these points in these labs, in time. */
export function workOf(
  given: Partial<Omit<Work, "entries">> & {
    readonly entries?: readonly Partial<Entry>[];
  },
): Work {
  return {
    student: "ada",
    quiz: 0,
    exam: undefined,
    ...given,
    entries: (given.entries ?? []).map((entry) => ({
      lab: 1,
      task: "1",
      points: 0,
      lateHours: 0,
      by: "a test",
      where: "test",
      ...entry,
    })),
  };
}

/** Full points in these tasks of labs `from` to `to`. */
export function full(
  tasks: readonly TaskId[],
  from = 1,
  to = 10,
): readonly Partial<Entry>[] {
  const entries: Partial<Entry>[] = [];
  for (let lab = from; lab <= to; lab++) {
    for (const task of tasks) {
      const points = mostPoints(lab, task);
      if (points > 0) entries.push({ lab, task, points });
    }
  }
  return entries;
}

const MAIN = ["1", "2", "3"] as const;
const ALL = [...MAIN, "bonus"] as const;
/** The best that one student can have: first in each of five windows. */
const BEST_QUIZ = 1.5;

/** A student, and the grade that the rules give. */
export interface Sample {
  readonly profile: string;
  readonly work: Parameters<typeof workOf>[0];
  /** Percent, 100 at most. */
  readonly total: number;
  readonly tier: Tier;
}

/** From little work to all of it. */
export const SAMPLES: readonly Sample[] = [
  {
    profile: "Task 1 alone",
    work: { entries: full(["1"]) },
    total: 42,
    tier: "D",
  },
  {
    profile: "Tasks 1 and 2",
    work: { entries: full(MAIN) },
    total: 70,
    tier: "C",
  },
  {
    profile: "and all weekly bonuses",
    work: { entries: full(ALL) },
    total: 84,
    tier: "B",
  },
  {
    profile: "and the best possible quizzes, which are no 5 %",
    work: { entries: full(ALL), quiz: BEST_QUIZ },
    total: 85.5,
    tier: "B",
  },
  {
    profile: "and a whole bonus lab, without quizzes",
    work: { entries: [...full(ALL), ...full(["1", "2"], 11, 11)] },
    total: 99,
    tier: "A",
  },
  {
    profile: "and a whole bonus lab, with the best quizzes",
    work: {
      entries: [...full(ALL), ...full(["1", "2"], 11, 11)],
      quiz: BEST_QUIZ,
    },
    total: 100,
    tier: "A",
  },
  {
    profile: "or 25 of 30 in the exam",
    work: { entries: full(ALL), exam: 25 / 30 },
    total: 100,
    tier: "A",
  },
  {
    profile: "Task 1 alone with the best quizzes",
    work: { entries: full(["1"]), quiz: BEST_QUIZ },
    total: 43.5,
    tier: "D",
  },
  {
    profile: "everything",
    work: {
      entries: [...full(ALL), ...full(["1", "2"], 11, 12)],
      quiz: BEST_QUIZ,
      exam: 1,
    },
    total: 100,
    tier: "A",
  },
  {
    profile: "Task 1, both bonus labs and the exam: no main lab whole",
    work: {
      entries: [...full(["1"]), ...full(["1", "2"], 11, 12)],
      exam: 1,
    },
    total: 100,
    tier: "A",
  },
];
