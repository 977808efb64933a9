/**
 * Latencies in an HDR histogram: exact to three digits from a microsecond to
 * an hour, in memory that does not grow with the run, and mergeable without
 * loss, which percentiles are not.
 * @module
 */

import {
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  Int32Histogram,
} from "./histogram_library/library.js";

/** Longest latency that is distinguished from longer ones (µs). */
const MAX_US = 3_600_000_000;

/** Significant digits. */
const DIGITS = 3;

/** Latencies, in ms towards people, in µs within. */
export interface Latency {
  /** Records a value, or the same one `count` times. */
  record(ms: number, count?: number): void;
  /** Adds all of `other`. */
  add(other: Latency): void;
  clear(): void;
  readonly count: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly meanMs: number;
  /** The value that `percent` of all do not exceed; NaN when there is none. */
  percentileMs(percent: number): number;
  /** Each different value and how often it was recorded, ascending. */
  values(): Iterable<{ readonly ms: number; readonly count: number }>;
  /** The V2 compressed form of HdrHistogram, base64: other tools read it. */
  encode(): string;
  /** The record that `add` adds. */
  readonly histogram: Int32Histogram;
}

/** None yet. */
export function emptyLatency(): Latency {
  return latencyOf(new Int32Histogram(1, MAX_US, DIGITS));
}

/**
 * Latencies as {@link Latency.encode} wrote them.
 * @throws {Error} when it did not
 */
export function decodeLatency(text: string): Latency {
  if (text === "") return emptyLatency();
  const histogram = decodeFromCompressedBase64(text, 32, false);
  if (histogram instanceof Int32Histogram) return latencyOf(histogram);
  throw new Error("Not a histogram with counts of 32 bits");
}

function latencyOf(histogram: Int32Histogram): Latency {
  const has = (): boolean => histogram.totalCount > 0;
  return {
    histogram,
    record(ms, count = 1) {
      const us = Math.min(MAX_US, Math.max(1, Math.round(ms * 1000)));
      histogram.recordValueWithCount(us, count);
    },
    add: (other) => histogram.add(other.histogram),
    clear: () => histogram.reset(),
    get count() {
      return histogram.totalCount;
    },
    get minMs() {
      return has() ? histogram.minNonZeroValue / 1000 : NaN;
    },
    get maxMs() {
      return has() ? histogram.maxValue / 1000 : NaN;
    },
    get meanMs() {
      return has() ? histogram.mean / 1000 : NaN;
    },
    percentileMs(percent) {
      if (!has()) return NaN;
      // The end of a bucket may lie above the greatest value that fell in it.
      const us = histogram.getValueAtPercentile(percent);
      return Math.min(us, histogram.maxValue) / 1000;
    },
    *values() {
      const each = histogram.recordedValuesIterator;
      each.reset();
      while (each.hasNext()) {
        const { valueIteratedTo, countAtValueIteratedTo } = each.next();
        yield { ms: valueIteratedTo / 1000, count: countAtValueIteratedTo };
      }
    },
    encode: () => has() ? encodeIntoCompressedBase64(histogram) : "",
  };
}
