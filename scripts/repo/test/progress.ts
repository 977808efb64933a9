/**
 * The output of `deno task test`: a line for each job, all of what a failure
 * printed, and which tests took longest.
 * @module
 */

import type { TestCase } from "./outcome.ts";
import type { Job } from "./plan.ts";
import type { JobResult } from "./run_job.ts";

/** So many tests are named as the slowest. */
const SLOWEST = 10;

/** Where `deno test` begins to say what went wrong. */
const ERRORS = /^ ERRORS $/m;

/** More of a failure's output is left out, from its beginning (characters). */
const MAX_OUTPUT = 60_000;

/** One line about a job that has ended. */
export function jobLine(
  { job, outcome, seconds }: JobResult,
  { ended, of, leftS }: {
    readonly ended: number;
    readonly of: number;
    /** Undefined while that is not known. */
    readonly leftS: number | undefined;
  },
): string {
  const { passed, failed, skipped } = outcome;
  const counted = job.kind === "check" ? failed > 0 ? "wrong" : "ok" : [
    `${passed} passed`,
    ...failed > 0 ? [`${failed} FAILED`] : [],
    ...skipped > 0 ? [`${skipped} skipped`] : [],
  ].join(", ");
  const width = String(of).length;
  const place = `[${String(ended).padStart(width)}/${of}]`;
  const left = leftS === undefined || ended === of ? "" : `; ${roughly(leftS)}`;
  return `${place} ${job.name}: ${counted} (${seconds.toFixed(1)} s)${left}`;
}

/** How long the rest takes, if it takes as long as the last time (s). */
export function secondsLeft(
  waiting: readonly Job[],
  lanes: number,
): number | undefined {
  const expected = waiting.map(({ expectedS }) => expectedS);
  return expected.some((one) => one === undefined)
    ? undefined
    : expected.reduce<number>((total, one = 0) => total + one, 0) / lanes;
}

function roughly(seconds: number): string {
  return seconds < 60
    ? "less than a minute left"
    : `about ${Math.ceil(seconds / 60)} min left`;
}

/** The output of a failed job, without the tests that passed. */
export function failureText({ job, output }: JobResult): string {
  const at = ERRORS.exec(output)?.index ?? 0;
  const text = output.slice(at).trim();
  const shown = text.length > MAX_OUTPUT ? `…${text.slice(-MAX_OUTPUT)}` : text;
  return `\n${job.name}:\n\n${shown}\n`;
}

/** Why tests were skipped: their names say so. */
export function skippedText(cases: readonly TestCase[]): readonly string[] {
  return cases.filter(({ result }) => result === "skipped")
    .map(({ file, name }) => `skipped: ${file}: ${name}`);
}

/** The tests that took longest; steps are part of their test. */
export function slowestText(cases: readonly TestCase[]): readonly string[] {
  const slowest = cases
    .filter(({ name, result }) => result !== "skipped" && !name.includes(" > "))
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST);
  return slowest.map(({ seconds, file, name }) =>
    `${seconds.toFixed(1).padStart(7)} s  ${file}: ${name}`
  );
}
