/**
 * The rules of grading, as data. The course's README tells them in words; its
 * table of samples is the test of both.
 * @module
 */

/** A task of a lab, as points are written down. */
export const TASKS = ["1", "2", "3", "bonus"] as const;

/** One of {@link TASKS}. */
export type TaskId = (typeof TASKS)[number];

/** Labs of the weeks; the two after them are extra. */
export const WEEKLY_LABS = 10;
/** Labs in all. */
export const ALL_LABS = 12;

/** Percent of the grade for one point. */
export const PER_POINT = { weekly: 0.7, extra: 1.5 } as const;

/** Percent for a perfect exam. */
export const EXAM = 30;

/** No total is higher. */
export const CAP = 100;

/** The most that a task brings; 0: the lab has no such task. */
export function mostPoints(lab: number, task: TaskId): number {
  if (task === "1") return 6;
  if (task === "2") return lab === 1 ? 3 : 4;
  if (task === "3") return lab === 1 ? 1 : 0;
  return lab <= WEEKLY_LABS ? 2 : 0;
}

/** A lab that comes late brings so much at most, for a week; then nothing. */
export function lateLimit(lab: number): number {
  return lab <= WEEKLY_LABS ? 6 : 5;
}

/** How long something may be late (h); the end is included. */
export const LATE_HOURS: number = 7 * 24;

/** Pairs of labs, each with a quiz leaderboard of its own. */
export const WINDOWS = 5;

/** Percent for the ranks of a window, from the first; they make 1 together. */
export const SHARES: readonly number[] = [
  0.30,
  0.20,
  0.10,
  0.10,
  0.10,
  0.04,
  0.04,
  0.04,
  0.04,
  0.04,
];

/** From which total on; half-open, of the total before rounding. */
export const TIERS = [
  { tier: "A", from: 90 },
  { tier: "B", from: 75 },
  { tier: "C", from: 60 },
  { tier: "D", from: 0 },
] as const;

/** One of {@link TIERS}. */
export type Tier = (typeof TIERS)[number]["tier"];
