/**
 * What a check can come to. Only `pass` is green: what was not measured is not
 * right by that.
 * @module
 */

import { Exit } from "../lib/cli/mod.ts";

/** In words that the reports use too. */
export const VERDICTS = [
  "pass",
  "fail",
  "could_not_verify",
  "not_started",
] as const;

/** One of {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number];

/** What a check has found. */
export interface Finding {
  readonly verdict: Verdict;
  /** What was measured, with its unit. */
  readonly measured: string;
  /** What it had to be. */
  readonly bound: string;
  /** Where to look when it is not a pass. */
  readonly look?: string;
  /** The raw figures, for the evidence. */
  readonly samples?: unknown;
}

/** It is as it must be. */
export function pass(
  measured: string,
  bound: string,
  samples?: unknown,
): Finding {
  return { verdict: "pass", measured, bound, samples };
}

/** It was measured and is not. */
export function fail(
  measured: string,
  bound: string,
  look: string,
  samples?: unknown,
): Finding {
  return { verdict: "fail", measured, bound, look, samples };
}

/** It could not be measured; `why` says what was missing. */
export function couldNotVerify(
  why: string,
  bound: string,
  look: string,
): Finding {
  return { verdict: "could_not_verify", measured: why, bound, look };
}

/** There is nothing to measure yet. */
export function notStarted(what: string, look: string): Finding {
  return { verdict: "not_started", measured: what, bound: "", look };
}

/** The exit code of some verdicts: 0 only if all pass. */
export function exitOf(verdicts: readonly Verdict[]): number {
  if (verdicts.includes("fail")) return Exit.verdictFailed;
  return verdicts.every((one) => one === "pass") && verdicts.length > 0
    ? Exit.ok
    : Exit.couldNotRun;
}
