/**
 * Students for tests.
 * @module
 */

import type { Entry, Work } from "./grade.ts";
import { ALL_LABS, mostPoints, type TaskId, TASKS } from "./rules.ts";

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

/** A points.csv of many students, each with every task. */
export function manyStudents(count: number): string {
  const lines = ["student,lab,task,points,late_hours,by"];
  for (let n = 0; n < count; n++) {
    for (let lab = 1; lab <= ALL_LABS; lab++) {
      for (const task of TASKS) {
        const most = mostPoints(lab, task);
        if (most === 0) continue;
        const points = (n * 7 + lab * 3) % (2 * most + 1) / 2;
        const late = (n + lab) % 17 === 0 ? 30 : 0;
        lines.push(`student${n},${lab},${task},${points},${late},checks`);
      }
    }
    lines.push(`student${n},exam,,${n % 101},,examiners`);
  }
  return lines.join("\n") + "\n";
}
