/**
 * What was done and how long it took.
 * @module
 */

import { type Operation, OPERATIONS } from "./mix.ts";
import type { Result } from "./visitor.ts";

/** One visit that has ended. */
export interface Visit {
  readonly operation: Operation;
  readonly result: Result;
  /** From when it was due, not from when it began (ms): a late start counts. */
  readonly ms: number;
}

/** The results, as the summary shows them. */
const RESULTS: readonly Result[] = [
  "ok",
  "sold_out",
  "client_error",
  "server_error",
  "no_answer",
];

/** Results that are failures of the shop. */
const FAILURES: ReadonlySet<Result> = new Set(["server_error", "no_answer"]);

/** Figures of some visits. */
export interface Figures {
  readonly visits: number;
  /** Visits that the shop failed. */
  readonly failures: number;
  readonly purchases: number;
  readonly byOperation: Readonly<
    Record<Operation, Readonly<Record<Result, number>>>
  >;
  /** Latency of the visits that had an answer (ms); undefined: none had. */
  readonly latency:
    | { readonly p50: number; readonly p95: number; readonly p99: number }
    | undefined;
}

/** Adds visits up. */
export function figuresOf(visits: readonly Visit[]): Figures {
  const byOperation = Object.fromEntries(
    OPERATIONS.map((operation) => [
      operation,
      Object.fromEntries(RESULTS.map((result) => [
        result,
        visits.filter((visit) =>
          visit.operation === operation && visit.result === result
        ).length,
      ])),
    ]),
  ) as Figures["byOperation"]; // every operation and result is a key
  const sorted = visits.filter(({ result }) => result !== "no_answer")
    .map(({ ms }) => ms).toSorted((a, b) => a - b);
  return {
    visits: visits.length,
    failures: visits.filter(({ result }) => FAILURES.has(result)).length,
    purchases: byOperation.purchase.ok,
    byOperation,
    latency: sorted.length === 0 ? undefined : {
      p50: quantile(sorted, 0.5),
      p95: quantile(sorted, 0.95),
      p99: quantile(sorted, 0.99),
    },
  };
}

/** The smallest value that at least `q` of the sorted values do not exceed. */
function quantile(sorted: readonly number[], q: number): number {
  const rank = Math.max(1, Math.ceil(q * sorted.length));
  return Math.round((sorted[rank - 1] ?? 0) * 10) / 10;
}
