/**
 * Durations as people write them: `95 s`, `1m35s`, `1 min 35 s`, `1:35`,
 * `0:01:35`, `PT1M35S`, `95 Sekunden`, `1 мин 35 с`, and `95` where the unit is
 * known from the form.
 * @module
 */

import { type NumberReading, numbersIn, resultOf } from "./read_number.ts";

/** A duration in a text. */
export interface DurationReading {
  /** Its possible values (s), the likeliest first. */
  readonly values: readonly number[];
  /** As it stands there. */
  readonly text: string;
}

/** Units by what they last (s). */
export const UNIT_SECONDS = {
  ms: 0.001,
  s: 1,
  min: 60,
  h: 3600,
  d: 86_400,
} as const;

/** A unit that a form may ask for. */
export type DurationUnit = keyof typeof UNIT_SECONDS;

const WORDS: readonly (readonly [RegExp, number])[] = [
  [/^(?:[µμu]s|microseconds?)$/, 1e-6],
  [
    /^(?:ms|msecs?|millis|milliseconds?|millisekunden?|мс|миллисекунд.*|毫秒)$/,
    0.001,
  ],
  [
    /^(?:s|secs?|seconds?|sek|sekunden?|с|сек|секунд.*|secondes?|segundos?|秒)$/,
    1,
  ],
  [/^(?:m|mins?|minutes?|minuten?|м|мин|минут.*|minutos?|分|分钟)$/, 60],
  [
    /^(?:h|hrs?|hours?|std|stunden?|ч|час|часа|часов|heures?|horas?|小时)$/,
    3600,
  ],
  [
    /^(?:d|days?|tage?|tagen|д|дн|дня|дней|день|сут|сутки|суток|jours?|天)$/,
    86_400,
  ],
  [/^(?:w|weeks?|wochen?|нед|недел.*|semaines?)$/, 604_800],
];

/** How long a unit lasts (s); undefined when the word is no unit of time. */
export function secondsOf(word: string): number | undefined {
  return WORDS.find(([pattern]) => pattern.test(word.toLowerCase()))?.[1];
}

const PART = String.raw`(\d+(?:[.,]\d+)?)`;

const ISO = new RegExp(
  `(?<![\\p{L}\\d])P(?=[\\dT])(?:${PART}W)?(?:${PART}D)?` +
    `(?:T(?=\\d)(?:${PART}H)?(?:${PART}M)?(?:${PART}S)?)?(?![\\p{L}\\d])`,
  "iu",
);

const CLOCK =
  /(?<![\d:.,])(\d{1,4}):([0-5]?\d)(?::([0-5]?\d(?:[.,]\d+)?))?(?![\d:])(?: ?(\p{L}+))?/u;

const PRIMES = /(?<![\d'])(\d+)' ?(\d{1,2})(?:"|''|(?![\d']))/;

/** Between two parts: "1 min, 35 s", "1 minute and 35 seconds", "1 h, 5 min". */
const BETWEEN = /^\.?,? ?(?:and |und |и |et |y )?$/;

/**
 * The first duration of a text, or the first behind its last `=`.
 * @param unit of a bare number
 * @returns undefined when there is none
 */
export function durationIn(
  text: string,
  unit: DurationUnit = "s",
): DurationReading | undefined {
  const plain = resultOf(text);
  const found =
    [iso(plain), clock(plain, unit), primes(plain), worded(plain, unit)]
      .filter((one) => one !== undefined)
      .toSorted((a, b) => a.at - b.at)[0];
  return found && { values: found.values, text: found.text };
}

interface Found extends DurationReading {
  readonly at: number;
}

function iso(plain: string): Found | undefined {
  const match = ISO.exec(plain);
  if (match === null) return undefined;
  const [all, ...parts] = match;
  const lengths = [604_800, 86_400, 3600, 60, 1];
  const seconds = lengths.reduce(
    (sum, length, i) => sum + length * decimal(parts[i] ?? "0"),
    0,
  );
  return { values: [seconds], text: all, at: match.index };
}

function clock(plain: string, unit: DurationUnit): Found | undefined {
  const match = CLOCK.exec(plain);
  if (match === null) return undefined;
  const [all, a = "", b = "", c, word = ""] = match;
  const place = { text: all.trim(), at: match.index };
  if (c !== undefined) {
    const seconds = Number(a) * 3600 + Number(b) * 60 + decimal(c);
    return { values: [seconds], ...place };
  }
  const asMinutes = Number(a) * 60 + Number(b);
  const said = secondsOf(word);
  if (said === 3600) return { values: [asMinutes * 60], ...place };
  if (said !== undefined) return { values: [asMinutes], ...place };
  const values = [asMinutes, asMinutes * 60];
  const isLong = unit === "h" || unit === "d";
  return { values: isLong ? values.toReversed() : values, ...place };
}

function primes(plain: string): Found | undefined {
  const match = PRIMES.exec(plain);
  if (match === null) return undefined;
  const seconds = Number(match[1]) * 60 + Number(match[2]);
  return { values: [seconds], text: match[0], at: match.index };
}

function worded(plain: string, unit: DurationUnit): Found | undefined {
  // "1m35s" and "9h20": a digit may follow a unit at once.
  const spaced = plain.replaceAll(/(?<=\d)(\p{L}{1,3})(?=\d)/gu, "$1 ");
  const all = numbersIn(spaced);
  const [first] = all;
  if (first === undefined) return undefined;
  const length = secondsOf(first.unit);
  if (length === undefined) {
    const values = first.values.map((one) => one * UNIT_SECONDS[unit]);
    return { values, text: first.text, at: first.start };
  }
  const rest = following(all.slice(1), first.end, length, spaced);
  return {
    values: first.values.map((one) => one * length + rest.seconds),
    text: spaced.slice(first.start, rest.end).trim(),
    at: first.start,
  };
}

/** The smaller parts behind a part: 35 s behind 1 min. */
function following(
  [next, ...rest]: readonly NumberReading[],
  end: number,
  length: number,
  text: string,
): { readonly seconds: number; readonly end: number } {
  const none = { seconds: 0, end };
  if (next === undefined || !BETWEEN.test(text.slice(end, next.start))) {
    return none;
  }
  const said = secondsOf(next.unit);
  // "9 h 20": the next smaller unit is meant.
  const own = said ?? (next.unit === "" && length > 1 ? length / 60 : Infinity);
  if (own >= length) return none;
  const more = following(rest, next.end, own, text);
  const [value = 0] = next.values;
  return { seconds: value * own + more.seconds, end: more.end };
}

function decimal(text: string): number {
  return Number(text.replace(",", "."));
}
