/**
 * What a check can come to. Only `pass` is green: a check that was not measured
 * is not right by that.
 * @module
 */

import type { Verdict } from "./verdicts.ts";

/** The finding of a check. */
export interface Finding {
  readonly verdict: Verdict;
  /** The measured value, with its unit. */
  readonly measured: string;
  /** The expected value. */
  readonly bound: string;
  /** Where to look when it is not a pass. */
  readonly look?: string;
  /** Of a pass: what is unusual or risky about it. It never costs a point. */
  readonly remark?: string;
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

/**
 * It is as it must be, in a way that is unusual or risky.
 * @param remark what to think about; it costs nothing
 */
export function passWithRemark(
  measured: string,
  bound: string,
  remark: string,
  samples?: unknown,
): Finding {
  return { verdict: "pass", measured, bound, remark, samples };
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

/**
 * It could not be measured; `why` says what was missing. No pass, and by itself
 * no fault of the student's: a grader decides.
 */
export function couldNotVerify(
  why: string,
  bound: string,
  look: string,
): Finding {
  return { verdict: "could_not_verify", measured: why, bound, look };
}

/**
 * Something is there and cannot be read: it is not wrong by that.
 * @param what where it stands, and how it reads there
 * @param forms the forms that are accepted
 */
export function unreadable(
  what: string,
  forms: string,
  bound: string,
  look: string,
): Finding {
  return couldNotVerify(`${what} cannot be read; write ${forms}`, bound, look);
}

/** There is nothing to measure yet. */
export function notStarted(what: string, look: string): Finding {
  return { verdict: "not_started", measured: what, bound: "", look };
}
