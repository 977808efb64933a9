/**
 * Points that a person has changed after an appeal, and the log of them: who, why,
 * when, and what it was before.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readOptional, replaceFile } from "../../lib/files/mod.ts";
import type { Entry, Work } from "../grade/grade.ts";
import { mostPoints, TASKS } from "../grade/rules.ts";

const schema = z.object({
  student: z.string(),
  lab: z.int(),
  task: z.enum(TASKS),
  points: z.number(),
  /** The old value; undefined: there was no such line. */
  before: z.number().optional(),
  reason: z.string(),
  /** The person who decided. */
  name: z.string(),
  at: z.iso.datetime(),
});

/** A decision. */
export type Override = z.infer<typeof schema>;

/** Where the log of a points file is. */
export function logOf(points: string): string {
  return points.replace(/(?:\.csv)?$/, ".overrides.jsonl");
}

/** Reads it, the oldest decision first. */
export async function readOverrides(
  points: string,
): Promise<readonly Override[]> {
  const text = await readOptional(logOf(points)) ?? "";
  return text.split("\n").filter((line) => line !== "").map((line, i) => {
    const found = schema.safeParse(JSON.parse(line));
    if (found.success) return found.data;
    throw new CouldNotRun(
      `Cannot read ${logOf(points)}:${i + 1}: ${z.prettifyError(found.error)}`,
    );
  });
}

/** Adds a decision to the log. */
export async function keepOverride(
  points: string,
  one: Override,
): Promise<void> {
  const all = [...await readOverrides(points), one];
  await replaceFile(
    logOf(points),
    all.map((line) => JSON.stringify(line) + "\n").join(""),
  );
}

/** @throws {CouldNotRun} when the lab has no such task, or not so many points */
export function requirePossible(
  { lab, task, points }: Pick<Override, "lab" | "task" | "points">,
): void {
  const most = mostPoints(lab, task);
  if (most === 0) {
    throw new CouldNotRun(`Cannot override: lab ${lab} has no task ${task}`);
  }
  if (points >= 0 && points <= most) return;
  throw new CouldNotRun(
    `Cannot override: task ${task} of lab ${lab} brings 0 to ${most} points, ` +
      `current value is ${points}`,
  );
}

/** Points with all decisions in them; a later one replaces an earlier one. */
export function withOverrides(
  works: readonly Work[],
  overrides: readonly Override[],
): readonly Work[] {
  const changed = works.map((work) =>
    overrides.filter(({ student }) => student === work.student)
      .reduce(applied, work)
  );
  const strangers = overrides.filter(({ student }) =>
    !works.some((work) => work.student === student)
  );
  if (strangers.length === 0) return changed;
  throw new CouldNotRun(
    `Cannot override: there is no student ${strangers[0]?.student} in the ` +
      "points file",
  );
}

function applied(work: Work, one: Override): Work {
  const { lab, task } = one;
  const old = entryOf(work, one);
  const entry: Entry = {
    lab,
    task,
    points: one.points,
    lateHours: old?.lateHours ??
      work.entries.find((other) => other.lab === lab)?.lateHours ?? 0,
    by: `${one.name} on ${one.at.slice(0, 10)}: ${one.reason}` +
      (one.before === undefined ? "" : ` (was ${one.before})`),
    where: old?.where ?? "an override",
  };
  return {
    ...work,
    entries: [...work.entries.filter((other) => other !== old), entry],
  };
}

/** The line of a task that a student has. */
export function entryOf(
  { entries }: Pick<Work, "entries">,
  { lab, task }: Pick<Override, "lab" | "task">,
): Entry | undefined {
  return entries.find((one) => one.lab === lab && one.task === task);
}
