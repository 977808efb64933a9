/**
 * How a request can end. Sold out is an answer like any other; what a client
 * did wrong, what the shop did wrong and what never answered are different
 * things, and each has its own count.
 * @module
 */

/** How a request ended. */
export type Result =
  | "ok"
  | "sold_out"
  | "client_error"
  | "server_error"
  | "refused"
  | "timeout"
  | "broken";

/** All results, in the order of the tables. */
export const RESULTS: readonly Result[] = [
  "ok",
  "sold_out",
  "client_error",
  "server_error",
  "refused",
  "timeout",
  "broken",
];

/** How the tables call them. */
export const RESULT_NAMES: Readonly<Record<Result, string>> = {
  ok: "ok",
  sold_out: "sold out",
  client_error: "4xx",
  server_error: "5xx",
  refused: "refused",
  timeout: "timeout",
  broken: "broken",
};

/** Results that are the shop's failure. */
export const FAILURES: readonly Result[] = [
  "server_error",
  "refused",
  "timeout",
  "broken",
];

/** A number for each result. */
export type ResultCounts = Record<Result, number>;

/** All zero. */
export function noResults(): ResultCounts {
  return {
    ok: 0,
    sold_out: 0,
    client_error: 0,
    server_error: 0,
    refused: 0,
    timeout: 0,
    broken: 0,
  };
}

/** Adds `more` to `counts`. */
export function addResults(
  counts: ResultCounts,
  more: Readonly<ResultCounts>,
): void {
  for (const result of RESULTS) counts[result] += more[result];
}

/** The sum of some results, by default of all. */
export function countOf(
  counts: Readonly<ResultCounts>,
  results: readonly Result[] = RESULTS,
): number {
  return results.reduce((sum, result) => sum + counts[result], 0);
}

/** The meaning of an HTTP status. 409 is the shop's word for sold out. */
export function resultOfStatus(status: number): Result {
  if (status < 400) return "ok";
  if (status === 409) return "sold_out";
  return status < 500 ? "client_error" : "server_error";
}
