// @ts-check
/**
 * Numbers as people read them.
 * @module
 */

/**
 * Short, with a sensible number of digits.
 * @param {number | null | undefined} value
 * @returns {string}
 */
export function short(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 10) return String(Math.round(value * 10) / 10);
  return Math.round(value).toLocaleString("en");
}

/**
 * A share 0..1 in percent.
 * @param {number | null | undefined} share
 * @returns {string}
 */
export function percent(share) {
  if (share === null || share === undefined || Number.isNaN(share)) return "–";
  const value = share * 100;
  if (value !== 0 && Math.abs(value) < 0.1) {
    return value < 0 ? "> -0.1 %" : "< 0.1 %";
  }
  // One decimal also near 100: 99.5 % and 100 % are different promises.
  const text = Math.abs(value) < 100
    ? String(Math.round(value * 10) / 10)
    : short(value);
  return `${text} %`;
}

/**
 * Memory given in bytes, as Docker writes it.
 * @param {number | null | undefined} value
 * @returns {string}
 */
export function bytes(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const mebibytes = value / 1024 / 1024;
  return mebibytes >= 1024
    ? `${short(mebibytes / 1024)} GiB`
    : `${short(mebibytes)} MiB`;
}

/**
 * A duration given in milliseconds.
 * @param {number | null | undefined} ms
 * @returns {string}
 */
export function duration(ms) {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return "–";
  return ms >= 1000 ? `${short(ms / 1000)} s` : `${short(ms)} ms`;
}

/**
 * `42 s`, `4:05 min`.
 * @param {number} seconds
 * @returns {string}
 */
export function timeLeft(seconds) {
  if (seconds < 60) return `${seconds} s`;
  if (seconds % 60 === 0) return `${seconds / 60} min`;
  const rest = String(seconds % 60).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${rest} min`;
}
