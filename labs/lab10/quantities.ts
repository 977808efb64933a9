/**
 * Numbers of a review with what they are of, and whether they are what was
 * measured, rounded as people round.
 * @module
 */

import {
  durationIn,
  numberIn as readingIn,
  type NumberReading,
} from "../../scripts/checks/report_fields/mod.ts";

/** The first number in a text, in its likeliest reading; undefined: it has none. */
export function numberIn(text: string): number | undefined {
  return readingIn(text)?.values[0];
}

/** True when a text's number can mean exactly this. */
export function says(text: string, value: number): boolean {
  return readingIn(text)?.values.some((one) => Math.abs(one - value) < 1e-6) ??
    false;
}

/** A length of time in minutes; a bare number is in minutes. */
export function minutesIn(text: string): number | undefined {
  const seconds = durationIn(text, "min")?.values[0];
  return seconds === undefined ? undefined : seconds / 60;
}

/** Units that a column may have, and what they make of a number. */
const FACTORS: Readonly<Record<string, number>> = {
  s: 1000,
  sec: 1000,
  seconds: 1000,
  sekunden: 1000,
  с: 1000,
  сек: 1000,
};

/**
 * Whether a number, as it is written, is `value` rounded to so many digits.
 * @param value ms, percent or a count: "1.2 s" is 1200, a share of 0.995 is 99.5
 */
export function isRounded(written: string, value: number): boolean {
  const reading = readingIn(written);
  return reading !== undefined && isReadingOf(reading, value);
}

/** The same, of a number that was read. */
export function isReadingOf(reading: NumberReading, value: number): boolean {
  const factor = FACTORS[reading.unit] ?? 1;
  return reading.values.some((one) => {
    const unit = unitOf(reading.text, one);
    return Math.abs(one * factor - value) <= 0.501 * unit * factor;
  });
}

/** The value of the last significant digit. */
function unitOf(text: string, value: number): number {
  const digits = text.replaceAll(/[^\d]/g, "");
  const [, part] = /[.,](\d+)\D*$/.exec(text) ?? [];
  const isDecimal = part !== undefined &&
    Math.abs(value * 10 ** part.length - Number(digits)) < 0.5;
  if (isDecimal) return 10 ** -part.length;
  const trailing = /0*$/.exec(digits)?.[0].length ?? 0;
  // 1,200 may be 1,234 to two digits; three are asked of anything longer.
  return 10 ** Math.min(trailing, Math.max(0, digits.length - 3));
}
