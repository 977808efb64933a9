/**
 * Numbers for people, as the functions of Prometheus's templates write them.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/template_reference/#numbers
 * @module
 */

const LARGE = ["", "k", "M", "G", "T", "P", "E", "Z", "Y"];
const SMALL = ["", "m", "u", "n", "p", "f", "a", "z", "y"];

/**
 * The number as `humanize`, `humanize1024`, `humanizeDuration` (of seconds) or
 * `humanizePercentage` (of a share) writes it; any other word is `humanize`.
 */
export function humanized(value: number, how: string): string {
  if (!Number.isFinite(value)) return short(value);
  switch (how) {
    case "humanizePercentage":
      return `${short(100 * value)}%`;
    case "humanizeDuration":
      return spoken(value);
    case "humanize1024":
      return Math.abs(value) <= 1
        ? short(value)
        : scaled(value, 1024, LARGE.map((one) => one === "" ? "" : `${one}i`));
  }
  return Math.abs(value) >= 1 ? scaled(value, 1000, LARGE) : small(value);
}

function scaled(
  value: number,
  base: number,
  prefixes: readonly string[],
): string {
  let left = value;
  let at = 0;
  while (Math.abs(left) >= base && at < prefixes.length - 1) {
    left /= base;
    at++;
  }
  return short(left) + (prefixes[at] ?? "");
}

function small(value: number): string {
  if (value === 0) return short(value);
  let left = value;
  let at = 0;
  while (Math.abs(left) < 1 && at < SMALL.length - 1) {
    left *= 1000;
    at++;
  }
  return short(left) + (SMALL[at] ?? "");
}

/** "1d 2h 3m 4s"; under a minute with its fraction, under a second in ms. */
function spoken(value: number): string {
  const seconds = Math.abs(value);
  if (seconds < 1) return `${small(value)}s`;
  const whole = Math.trunc(seconds);
  const parts = [
    [Math.trunc(whole / 86_400), "d"],
    [Math.trunc(whole / 3600) % 24, "h"],
    [Math.trunc(whole / 60) % 60, "m"],
    [whole % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first === parts.length - 1) return `${short(value)}s`;
  const words = parts.slice(first).map((part) => part.join("")).join(" ");
  return value < 0 ? `-${words}` : words;
}

/** Four digits, as Go's `%.4g`. */
function short(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  return String(Number(value.toPrecision(4)));
}
