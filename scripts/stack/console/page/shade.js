// @ts-check
/// <reference lib="dom" />
/**
 * The background of a chart while faults were in force, so that cause and
 * effect stand in one picture.
 * @module
 */

/**
 * Shades the times with a fault.
 * @param {import("uplot")} plot
 * @param {readonly (readonly (number | null)[])[]} marks times, then counts
 * @param {string} colour
 */
export function shade(plot, [times = [], ...counts], colour) {
  const { left, top, width, height } = plot.bbox;
  const isMarked = (/** @type {number} */ i) =>
    counts.some((count) => (count[i] ?? 0) > 0);
  plot.ctx.fillStyle = colour;
  for (let i = 0; i < times.length; i++) {
    if (!isMarked(i)) continue;
    const from = plot.valToPos(times[i - 1] ?? times[i] ?? 0, "x", true);
    while (isMarked(i + 1)) i++;
    const to = plot.valToPos(times[i] ?? 0, "x", true);
    const begin = Math.max(left, from);
    const end = Math.min(left + width, to);
    if (end > begin) plot.ctx.fillRect(begin, top, end - begin, height);
  }
}
