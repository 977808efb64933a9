/**
 * Requests counted from the samples that Prometheus keeps, by plain arithmetic:
 * no rate, no rule and no label of a student's is in it.
 * @module
 */

/** A series and its values in the window, oldest first. */
export interface RawSeries {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

/** The gateway's counts in the window. */
export interface Counted {
  readonly requests: number;
  /** Answered with a 5xx. */
  readonly failures: number;
  /** Answered with a 4xx. */
  readonly refused: number;
  /** Answered within half a second, of all that were timed. */
  readonly quick: number;
  readonly timed: number;
}

/** Counts them. */
export function countRaw(all: readonly RawSeries[]): Counted {
  const grown = (name: string, status = "") =>
    all.filter(({ metric }) =>
      metric.__name__ === name && (metric.status ?? "").startsWith(status)
    )
      .reduce((sum, { values }) => sum + growth(values), 0);
  return {
    requests: grown("gateway_requests_total"),
    failures: grown("gateway_requests_total", "5"),
    refused: grown("gateway_requests_total", "4"),
    quick: grown("gateway_request_duration_seconds_bucket"),
    timed: grown("gateway_request_duration_seconds_count"),
  };
}

/** By how much a counter has grown; one that falls has begun again at 0. */
export function growth(values: readonly number[]): number {
  return values.slice(1).reduce((sum, value, i) => {
    const before = values[i] ?? 0;
    return sum + (value >= before ? value - before : value);
  }, 0);
}
