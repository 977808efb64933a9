/**
 * A query that has to come to one number.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Prometheus, QueryOptions } from "./query.ts";

/** The result of an instant query. */
export interface Reading {
  /** Undefined when there is no single number. */
  readonly value: number | undefined;
  /** Why there is no number; for people. */
  readonly note?: string;
  /** True when there is no number because there are no samples. */
  readonly isUnknown?: boolean;
}

/**
 * One number; several series are not a number, and neither is a NaN. A query
 * that the server could not answer is a reading without a number too, since an
 * experiment goes on.
 */
export async function readNumber(
  prometheus: Pick<Prometheus, "query">,
  expr: string,
  options?: QueryOptions,
): Promise<Reading> {
  try {
    const [first, ...others] = await prometheus.query(expr, options);
    if (first === undefined) {
      return { value: undefined, isUnknown: true, note: "no series" };
    }
    if (others.length > 0) {
      const count = others.length + 1;
      return { value: undefined, note: `${count} series, not one` };
    }
    return Number.isNaN(first.value)
      ? { value: undefined, isUnknown: true, note: "NaN" }
      : { value: first.value };
  } catch (error) {
    if (!(error instanceof CouldNotRun)) throw error;
    return { value: undefined, note: error.message };
  }
}
