/**
 * The changes between two looks of `lab check --watch`.
 * @module
 */

import type { Checked } from "../../checks/mod.ts";

/** Of a check, what a person compares. */
export type Seen = Pick<Checked, "id" | "title" | "verdict" | "measured">;

const WORDS: Readonly<Record<Checked["verdict"], string>> = {
  pass: "ok",
  fail: "FAILED",
  could_not_verify: "UNKNOWN",
  not_started: "to do",
};

/** A change of one check: another verdict, or another measurement. */
export interface Change {
  readonly id: string;
  /** "1.4  FAILED -> ok  the failure table ..." and what was measured. */
  readonly lines: string;
}

/** The checks that came to something else, in the order of the new look. */
export function changesBetween(
  before: readonly Seen[],
  now: readonly Seen[],
): readonly Change[] {
  return now.flatMap(({ id, title, verdict, measured }) => {
    const old = before.find((one) => one.id === id);
    if (old?.verdict === verdict && steady(old.measured) === steady(measured)) {
      return [];
    }
    const verdicts = old === undefined || old.verdict === verdict
      ? `still ${WORDS[verdict]}`
      : `${WORDS[old.verdict]} -> ${WORDS[verdict]}`;
    const values = old === undefined || old.measured === measured
      ? [measured]
      : [`before: ${old.measured}`, `now:    ${measured}`];
    const lines = [
      `${id}  ${verdicts}  ${title}`,
      ...values.map((one) => `     ${one}`),
    ];
    return [{ id, lines: lines.join("\n") }];
  });
}

/** Times and sizes differ a little each time, and that is no news. */
function steady(measured: string): string {
  return measured.replaceAll(/\d+(?:[.,]\d+)?\s*(?:ms|s|MB|%)(?!\w)/g, "");
}

/** One line for people at the end of a later look. */
export function changesText(changes: readonly Change[]): string {
  return changes.length === 0
    ? "Nothing has changed since the last look."
    : `Since the last look:\n${changes.map(({ lines }) => lines).join("\n")}`;
}
