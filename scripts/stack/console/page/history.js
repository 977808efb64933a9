// @ts-check
/**
 * The last hour in the page: one column of 32-bit floats for each figure. Each
 * column has room for two hours; when it is full its second half is moved to
 * the front, so that a row costs nothing and the newest hour lies in one piece.
 * Nothing grows, however long the page stays open.
 * @module
 */

/** Rows that are closer than this (s) are the same row, told twice. */
const SAME_S = 0.05;

/** What can be asked of the columns. */
export class History {
  /** @type {Float64Array} seconds since 1970 */
  #times;
  /** @type {Float32Array[]} */
  #columns;
  #rows;
  #end = 0;

  /**
   * @param {number} columns
   * @param {number} rows that are kept
   */
  constructor(columns, rows) {
    this.#rows = rows;
    this.#times = new Float64Array(2 * rows);
    this.#columns = Array.from(
      { length: columns },
      () => new Float32Array(2 * rows),
    );
  }

  /**
   * Adds a row; one that is not newer than the last is left out, since the
   * replay and the stream overlap.
   * @param {number} time
   * @param {ArrayLike<number | null>} values
   * @param {number} [offset] where the row begins in `values`
   */
  add(time, values, offset = 0) {
    if (time < (this.#times[this.#end - 1] ?? 0) + SAME_S) return;
    if (this.#end === 2 * this.#rows) {
      for (const column of [this.#times, ...this.#columns]) {
        column.copyWithin(0, this.#rows);
      }
      this.#end = this.#rows;
    }
    this.#times[this.#end] = time;
    for (const [i, column] of this.#columns.entries()) {
      column[this.#end] = values[offset + i] ?? NaN;
    }
    this.#end++;
  }

  /** How many rows there are, at most as many as are kept. */
  get length() {
    return Math.min(this.#end, this.#rows);
  }

  /**
   * The newest figure.
   * @param {number} column
   * @returns {number} NaN when there is none
   */
  last(column) {
    return this.#columns[column]?.[this.#end - 1] ?? NaN;
  }

  /**
   * Copies the last `seconds` into `out`: the times, then the columns, with
   * null where there is no figure. Beyond `most` points several rows become
   * one, of which the highest figure counts: no peak is lost.
   * @param {readonly number[]} columns
   * @param {number} seconds at the end of the history
   * @param {number} most points
   * @param {(number | null)[][]} out one list for the times and each column
   */
  fill(columns, seconds, most, out) {
    const first = Math.max(this.#end - this.length, this.#after(seconds));
    const step = Math.max(1, Math.ceil(seconds / most));
    for (const list of out) list.length = 0;
    for (let at = first; at < this.#end; at += step) {
      const end = Math.min(at + step, this.#end);
      out[0]?.push(this.#times[end - 1] ?? 0);
      for (const [i, column] of columns.entries()) {
        out[i + 1]?.push(highest(this.#columns[column], at, end));
      }
    }
  }

  /**
   * The first row that is not older than `seconds`.
   * @param {number} seconds
   */
  #after(seconds) {
    const from = (this.#times[this.#end - 1] ?? 0) - seconds;
    let at = this.#end;
    while (at > 0 && (this.#times[at - 1] ?? 0) >= from) at--;
    return at;
  }
}

/**
 * @param {Float32Array | undefined} column
 * @param {number} from
 * @param {number} to
 * @returns {number | null}
 */
function highest(column, from, to) {
  let found = null;
  for (let i = from; i < to; i++) {
    const value = column?.[i] ?? NaN;
    if (!Number.isNaN(value) && (found === null || value > found)) {
      found = value;
    }
  }
  return found;
}
