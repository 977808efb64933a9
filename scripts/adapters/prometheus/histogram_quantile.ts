/**
 * Quantiles of what a histogram saw, as Prometheus' `histogram_quantile()`
 * estimates them: linear within a bucket.
 * @module
 */

/** How many observations were at most `bound`; the last bound is Infinity. */
export interface Bucket {
  /** In the unit of what was observed. */
  readonly bound: number;
  readonly count: number;
}

/**
 * The value that a share `q` of the observations does not exceed; undefined
 * when there were none. Beyond the last finite bound nothing is known, so that
 * bound is the answer.
 * @param q 0..1
 * @param buckets cumulative, in the order of their bounds
 */
export function quantile(
  q: number,
  buckets: readonly Bucket[],
): number | undefined {
  const total = buckets.at(-1)?.count ?? 0;
  if (total <= 0) return undefined;
  const rank = q * total;
  let below: Bucket = { bound: 0, count: 0 };
  for (const bucket of buckets) {
    if (bucket.count >= rank && bucket.count > below.count) {
      if (bucket.bound === Infinity) return below.bound;
      const within = (rank - below.count) / (bucket.count - below.count);
      return below.bound + (bucket.bound - below.bound) * within;
    }
    below = bucket;
  }
  return below.bound;
}
