/**
 * From points to a grade. Everything that counts is a line of the account, so
 * that each point can be shown.
 * @module
 */

import {
  ALL_LABS,
  CAP,
  EXAM,
  LATE_HOURS,
  lateLimit,
  PER_POINT,
  type TaskId,
  type Tier,
  TIERS,
  WEEKLY_LABS,
} from "./rules.ts";

/** Points for one task of one lab. */
export interface Entry {
  readonly lab: number;
  readonly task: TaskId;
  readonly points: number;
  /** How late the lab was handed in (h); 0: in time. */
  readonly lateHours: number;
  /** Points more that wait for a decision; they do not count yet. */
  readonly undecided?: number;
  /** The source of the points: a check of the tool, or a person. */
  readonly by: string;
  /** Where it is written, e.g. "points.csv:17". */
  readonly where: string;
}

/** All that a student has done. */
export interface Work {
  readonly student: string;
  readonly entries: readonly Entry[];
  /** Percent of the quiz leaderboards. */
  readonly quiz: number;
  /** Share of the exam, 0 to 1; undefined: not taken. */
  readonly exam: number | undefined;
}

/** The points of one lab. */
export interface LabAccount {
  readonly lab: number;
  /** Main and bonus points, before lateness. */
  readonly main: number;
  readonly bonus: number;
  /** Points that count. */
  readonly counted: number;
  /** Percent of the grade. */
  readonly percent: number;
  /** Percent more, at most, if all that is undecided is decided for it. */
  readonly undecided: number;
  /** Why fewer count than were earned. */
  readonly late: string | undefined;
}

/** A grade, with what it is made of (percent). */
export interface Grade {
  readonly student: string;
  readonly labs: readonly LabAccount[];
  readonly main: number;
  readonly bonus: number;
  readonly quiz: number;
  readonly extra: number;
  readonly exam: number;
  /** Of all these. */
  readonly sum: number;
  /** The sum, 100 at most. */
  readonly total: number;
  readonly tier: Tier;
  /** Percent more, at most, when all disputes are decided for the student. */
  readonly undecided: number;
}

/** Grades it. */
export function gradeOf({ student, entries, quiz, exam }: Work): Grade {
  const byLab = Map.groupBy(entries, ({ lab }) => lab);
  const labs = Array.from({ length: ALL_LABS }, (_, i) => i + 1)
    .flatMap((lab) => {
      const own = byLab.get(lab);
      return own === undefined ? [] : [accountOf(lab, own)];
    });
  const weekly = labs.filter(({ lab }) => lab <= WEEKLY_LABS);
  const main = exact(
    PER_POINT.weekly * sumOf(weekly, ({ main }) => main),
  );
  const counted = exact(sumOf(weekly, ({ percent }) => percent));
  const bonus = exact(PER_POINT.weekly * sumOf(weekly, ({ bonus }) => bonus));
  const extra = exact(
    sumOf(labs, ({ lab, percent }) => lab > WEEKLY_LABS ? percent : 0),
  );
  // The deduction for lateness comes from the bonus first: it weighs the same.
  const taken = exact(main + bonus - counted);
  const keptBonus = exact(Math.max(0, bonus - taken));
  const keptMain = exact(main - Math.max(0, taken - bonus));
  const examPercent = exact(EXAM * (exam ?? 0));
  const sum = exact(keptMain + keptBonus + quiz + extra + examPercent);
  const total = Math.min(CAP, sum);
  return {
    student,
    labs,
    main: keptMain,
    bonus: keptBonus,
    quiz,
    extra,
    exam: examPercent,
    sum,
    total,
    tier: tierOf(total),
    undecided: exact(sumOf(labs, ({ undecided }) => undecided)),
  };
}

/** The tier of a total. */
export function tierOf(total: number): Tier {
  return TIERS.find(({ from }) => total >= from)?.tier ?? "D";
}

function accountOf(lab: number, entries: readonly Entry[]): LabAccount {
  const main = sumOf(
    entries,
    ({ task, points }) => task === "bonus" ? 0 : points,
  );
  const bonus = sumOf(
    entries,
    ({ task, points }) => task === "bonus" ? points : 0,
  );
  const earned = exact(main + bonus);
  const hours = Math.max(0, ...entries.map(({ lateHours }) => lateHours));
  const limit = hours === 0
    ? Infinity
    : hours <= LATE_HOURS
    ? lateLimit(lab)
    : 0;
  const counted = Math.min(earned, limit);
  const weight = lab <= WEEKLY_LABS ? PER_POINT.weekly : PER_POINT.extra;
  return {
    lab,
    main,
    bonus,
    counted,
    percent: exact(weight * counted),
    undecided: exact(
      weight * sumOf(entries, ({ undecided = 0 }) => undecided),
    ),
    late: hours === 0
      ? undefined
      : `${hours} h late: ${limit} of ${earned} points at most`,
  };
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  // In one order: fractions added in another give another last digit.
  return items.map(of).toSorted((a, b) => a - b)
    .reduce((sum, one) => sum + one, 0);
}

/** Without what binary fractions add: 0.7 x 90 is 63 and not 62.999... */
export function exact(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}
