/**
 * The last hour, one row a second, for a page that is opened late. Rows are
 * 32-bit floats in one block of memory, sent as they are.
 * @module
 */

/** The figures of one service in a row, in this order. */
export const FIGURES = [
  "rate",
  "errors",
  "p50",
  "p95",
  "p99",
  "lag",
  "pool",
  "poolMax",
  "poolWaiting",
  "cpu",
  "memory",
  "faults",
] as const;

/**
 * One of {@link FIGURES}: rates per second, shares 0..1 (`cpu` of one core), times
 * in ms, memory in bytes.
 */
export type Figure = typeof FIGURES[number];

/** A service's figures; NaN where a figure is missing. */
export type Figures = Readonly<Record<Figure, number>>;

/** No figure at all. */
export const NO_FIGURES: Figures = {
  rate: NaN,
  errors: NaN,
  p50: NaN,
  p95: NaN,
  p99: NaN,
  lag: NaN,
  pool: NaN,
  poolMax: NaN,
  poolWaiting: NaN,
  cpu: NaN,
  memory: NaN,
  faults: NaN,
};

/** How many seconds are kept. */
export const HISTORY_S = 3600;

/** The rows. */
export interface History {
  /** Adds a row of `width` numbers, the oldest goes. */
  add(row: readonly number[]): void;
  /** All rows, the oldest first. */
  bytes(): Uint8Array<ArrayBuffer>;
}

/** An empty history of rows with `width` numbers. */
export function createHistory(width: number, rows = HISTORY_S): History {
  const values = new Float32Array(width * rows);
  let next = 0;
  let count = 0;
  return {
    add(row) {
      for (let i = 0; i < width; i++) values[next * width + i] = row[i] ?? NaN;
      next = (next + 1) % rows;
      count = Math.min(count + 1, rows);
    },
    bytes() {
      const ordered = new Float32Array(count * width);
      const tail = count < rows ? 0 : next;
      ordered.set(values.subarray(tail * width, count * width));
      ordered.set(values.subarray(0, tail * width), (count - tail) * width);
      return new Uint8Array(ordered.buffer);
    },
  };
}
