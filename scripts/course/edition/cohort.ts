/**
 * Where a cohort struggles: each check over all students.
 * @module
 */

import type { CheckBody } from "../../checks/evidence/mod.ts";

/** One check in one student's bundle. */
export interface Item extends Pick<CheckBody, "id" | "title" | "verdict"> {
  readonly lab: number;
  readonly attempts: number;
  readonly student: string;
}

/** One check over all. */
export interface Difficulty {
  readonly lab: number;
  readonly id: string;
  readonly title: string;
  readonly students: number;
  /** Share of those who pass it, 0 to 1. */
  readonly passed: number;
  /** In the middle. */
  readonly attempts: number;
  /** The most that a student needed. */
  readonly mostAttempts: number;
}

/** Each check, the hardest first. */
export function difficulties(items: readonly Item[]): readonly Difficulty[] {
  const checks = Map.groupBy(items, ({ lab, id }) => `${lab} ${id}`);
  return [...checks.values()].map((own) => {
    const { lab = 0, id = "", title = "" } = own[0] ?? {};
    const attempts = own.map((one) => one.attempts).toSorted((a, b) => a - b);
    return {
      lab,
      id,
      title,
      students: new Set(own.map(({ student }) => student)).size,
      passed: own.filter(({ verdict }) => verdict === "pass").length /
        own.length,
      attempts: attempts[attempts.length >> 1] ?? 0,
      mostAttempts: attempts.at(-1) ?? 0,
    };
  }).toSorted((a, b) => a.passed - b.passed || b.attempts - a.attempts);
}

/** A table. */
export function cohortText(all: readonly Difficulty[]): string {
  return [
    "passed  tries (most)  students  check",
    ...all.map(({ lab, id, title, students, passed, attempts, mostAttempts }) =>
      [
        `${(100 * passed).toFixed(0)} %`.padStart(6),
        `${attempts} (${mostAttempts})`.padStart(12),
        String(students).padStart(8),
        `Lab ${lab}, ${id} ${title}`,
      ].join("  ")
    ),
  ].join("\n");
}
