/**
 * `course.yaml`: a term's dates, its students and its forks.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readGiven } from "../../lib/files/mod.ts";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { ALL_LABS, LATE_HOURS, WINDOWS } from "../grade/rules.ts";

/** With its zone, since "Sunday at midnight" means three days somewhere. */
const moment = z.iso.datetime({
  offset: true,
  error: 'must be a moment with its zone, such as "2026-09-20T23:59:00+02:00"',
});

const LABS = Array.from({ length: ALL_LABS }, (_, i) => String(i + 1));

const schema = z.strictObject({
  course: z.string().min(1),
  /** CSV that `course import` wrote. */
  students: z.string().default("students.csv"),
  /** When each lab is due. */
  labs: z.record(z.string(), z.strictObject({ due: moment })).refine(
    (labs) => Object.keys(labs).every((lab) => LABS.includes(lab)),
    `must be labs from 1 to ${ALL_LABS}`,
  ),
  /** When each quiz is open, and Moodle's export of it. */
  windows: z.array(
    z.strictObject({ opens: moment, closes: moment, quiz: z.string() })
      .refine(
        ({ opens, closes }) => Date.parse(opens) < Date.parse(closes),
        "must open before it closes",
      ),
  ).max(WINDOWS).default([]),
  late: z.strictObject({
    /** Nothing is late before: pushing and collecting take time. */
    grace_hours: z.number().min(0).max(24).default(2),
    /** The course's rule; it stands here so that students can read it. */
    accept_hours: z.literal(LATE_HOURS, {
      error:
        `must be ${LATE_HOURS}: the rule stands in scripts/course/grade/rules.ts`,
    }).default(LATE_HOURS),
  }).default({ grace_hours: 2, accept_hours: LATE_HOURS }),
  /** More time for one student. */
  extensions: z.array(
    z.strictObject({
      student: z.string(),
      lab: z.int().min(1).max(ALL_LABS),
      due: moment,
      reason: z.string().min(3),
    }),
  ).default([]),
});

/** A term. */
export type Term = z.infer<typeof schema>;

/** Reads it. @throws {CouldNotRun} telling every problem */
export async function readTerm(path: string): Promise<Term> {
  const found = schema.safeParse(parseYaml(await readGiven(path), path));
  if (found.success) return found.data;
  throw new CouldNotRun(
    `Cannot read ${path}:\n${z.prettifyError(found.error)}`,
  );
}

/** When a lab is due for a student (ms); undefined: no date is set. */
export function dueFor(
  { labs, extensions }: Pick<Term, "labs" | "extensions">,
  student: string,
  lab: number,
): number | undefined {
  const own = extensions.filter((one) =>
    one.student === student && one.lab === lab
  ).map(({ due }) => Date.parse(due));
  const usual = labs[String(lab)]?.due;
  return own.length > 0
    ? Math.max(...own)
    : usual === undefined
    ? undefined
    : Date.parse(usual);
}
