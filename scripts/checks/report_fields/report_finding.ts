/**
 * From the fields of a report to a finding. A value that cannot be read is for
 * the student to write differently, and never wrong.
 * @module
 */

import {
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../evidence/finding.ts";
import type { Field, Results } from "./field.ts";
import type { FieldGroup } from "./read_report.ts";

/** The facts that a check knows about a part of a report. */
export interface ReportJudgement<
  F extends Readonly<Record<string, Field<unknown>>>,
> {
  /** The report, e.g. `submissions/lab3.md`. */
  readonly file: string;
  readonly group: FieldGroup<F>;
  readonly results: Results<F>;
  /**
   * The differences from the measurement, in words; empty: all values are
   * right.
   */
  readonly wrong: readonly string[];
  readonly measured: string;
  readonly bound: string;
  readonly samples?: unknown;
}

/**
 * Not started when nothing is filled in; fails for what is wrong or missing;
 * could not verify when only a field stands in the way that cannot be read.
 */
export function reportFinding<
  F extends Readonly<Record<string, Field<unknown>>>,
>(
  { file, group, results, wrong, measured, bound, samples }: ReportJudgement<F>,
): Finding {
  const { missing, unreadable } = unreadFields(group, results);
  const look = `${file}, ${group.name} (step ${group.step})`;
  const isUntouched = Object.values<Results<F>[keyof F]>(results)
    .every(({ state }) => state === "missing");
  if (isUntouched) {
    return notStarted(
      `nothing of ${group.name} is filled in: ${missing.join(", ")}`,
      look,
    );
  }
  const problems = [
    ...wrong,
    ...missing.map((name) => `${name} is missing`),
  ];
  if (problems.length > 0) {
    return fail(
      `${measured}: ${[...problems, ...unreadable].join("; ")}`,
      bound,
      look,
      samples,
    );
  }
  return unreadable.length > 0
    ? couldNotVerify(unreadable.join("; "), bound, look)
    : pass(measured, bound, samples);
}

/** The required fields without a value, and why, in words. */
export function unreadFields<
  F extends Readonly<Record<string, Field<unknown>>>,
>(
  { name: group, fields }: FieldGroup<F>,
  results: Results<F>,
): {
  readonly missing: readonly string[];
  readonly unreadable: readonly string[];
} {
  const missing: string[] = [];
  const unreadable: string[] = [];
  for (const [key, { forms, isRequired, example }] of Object.entries(fields)) {
    const result = results[key];
    const name = `${group}.${key}`;
    if (result?.state === "missing" && isRequired) {
      missing.push(`${name} (e.g. ${example})`);
    } else if (result?.state === "unreadable") {
      unreadable.push(
        `${name} in line ${result.line} cannot be read: ` +
          `${JSON.stringify(shortened(result.text))}; write ${forms}`,
      );
    }
  }
  return { missing, unreadable };
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
