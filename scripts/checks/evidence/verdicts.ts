/**
 * The verdicts that a check can come to, as bundles of evidence carry them.
 * @module
 */

/** In words that the reports use too. */
export const VERDICTS = [
  "pass",
  "fail",
  "could_not_verify",
  "not_started",
] as const;

/** One of {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number];
