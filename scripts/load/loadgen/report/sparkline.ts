/**
 * A row of bars in one line of text.
 * @module
 */

const BARS = [..."▁▂▃▄▅▆▇█"];

/** The last `width` values as bars; the greatest is the full height. */
export function sparkline(values: readonly number[], width: number): string {
  const shown = values.slice(-width);
  const top = Math.max(...shown, 0);
  return shown.map((value) => {
    const level = top === 0 ? 0 : Math.round(value / top * (BARS.length - 1));
    return BARS[level] ?? "";
  }).join("");
}
