/**
 * How long each job took the last time, so that the longest can start first and
 * the rest can be estimated. A lost file costs only that.
 * @module
 */

import { z } from "zod";
import { readOptional, replaceFile } from "../../lib/files/mod.ts";
import type { JobResult } from "./run_job.ts";
import type { Times } from "./plan.ts";

const FOLDER = ".dev/test";
const FILE = `${FOLDER}/seconds.json`;

const timesSchema = z.record(z.string(), z.number());

/** The known times; none from a file that cannot be read. */
export async function readTimes(): Promise<Times> {
  try {
    const text = await readOptional(FILE);
    return text === undefined ? {} : timesSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Remembers how long these took, beside what is known of others. */
export async function keepTimes(
  known: Times,
  results: readonly JobResult[],
): Promise<void> {
  const measured = results.map(({ job, seconds }) =>
    [job.name, Math.round(seconds * 10) / 10] as const
  );
  await Deno.mkdir(FOLDER, { recursive: true });
  await replaceFile(
    FILE,
    JSON.stringify({ ...known, ...Object.fromEntries(measured) }, null, 1),
  );
}
