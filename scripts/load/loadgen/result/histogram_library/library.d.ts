/** The exports of the bundle that are used. */

interface Recorded {
  readonly valueIteratedTo: number;
  readonly countAtValueIteratedTo: number;
}

/** Counts of values, of 32 bits each. */
export class Int32Histogram {
  constructor(lowest: number, highest: number, digits: number);
  readonly totalCount: number;
  readonly minNonZeroValue: number;
  readonly maxValue: number;
  readonly mean: number;
  readonly recordedValuesIterator: {
    reset(): void;
    hasNext(): boolean;
    next(): Recorded;
  };
  recordValueWithCount(value: number, count: number): void;
  add(other: Int32Histogram): void;
  reset(): void;
  getValueAtPercentile(percent: number): number;
}

export function encodeIntoCompressedBase64(histogram: Int32Histogram): string;
export function decodeFromCompressedBase64(
  text: string,
  bits: number,
  useWebAssembly: boolean,
): unknown;
