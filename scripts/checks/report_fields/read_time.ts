/**
 * Moments as people write them: `2026-11-25T19:46:57Z`, `19:46:57 UTC`,
 * `19:46`, `7:46 PM`, `25.11.2026 19:46`.
 * @module
 */

import { plainText } from "./plain_text.ts";

/** A moment in a text. */
export interface TimeReading {
  /** Since midnight UTC, or of the writer's clock where no zone is given (s). */
  readonly secondOfDay: number;
  /** How much the writing leaves open: 1, or 60 without seconds (s). */
  readonly within: 1 | 60;
  /** `YYYY-MM-DD` in UTC, where a date stands before it. */
  readonly date: string | undefined;
  readonly hasZone: boolean;
  /** As it stands there. */
  readonly text: string;
}

const DAY_S = 86_400;

const TIME = new RegExp(
  String
    .raw`(?:(?<date>\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4})(?:T|,? | at |, at ))?` +
    String
      .raw`(?<![\d:.])(?<h>[01]?\d|2[0-3])[:h](?<m>[0-5]\d)(?::(?<s>[0-5]\d)(?:[.,]\d+)?)?(?![\d:])` +
    String.raw`(?: ?(?<half>[ap]\.?m\b\.?))?` +
    String
      .raw`(?: ?(?<zone>z\b|utc|gmt|msk|мск|cest|cet)? ?(?<offset>[+-]\d\d?(?::?\d\d)?(?![\d:]))?)?`,
  "giu",
);

/** Hours ahead of UTC. */
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  cet: 1,
  cest: 2,
  msk: 3,
  мск: 3,
};

/** All moments of a text, in their order. */
export function timesIn(text: string): readonly TimeReading[] {
  return [...plainText(text).matchAll(TIME)].map(({ 0: all, groups = {} }) => {
    const { date, h, m, s, half, zone, offset } = groups;
    const hour = half === undefined
      ? Number(h)
      : Number(h) % 12 + (/^p/i.test(half) ? 12 : 0);
    const ahead = (ZONES[(zone ?? "z").toLowerCase()] ?? 0) * 3600 +
      offsetSeconds(offset);
    const local = hour * 3600 + Number(m) * 60 + Number(s ?? 0) - ahead;
    return {
      secondOfDay: ((local % DAY_S) + DAY_S) % DAY_S,
      within: s === undefined ? 60 : 1,
      date: dayOf(date, Math.floor(local / DAY_S)),
      hasZone: zone !== undefined || offset !== undefined,
      text: all.trim(),
    };
  });
}

/** The first moment of a text; undefined when there is none. */
export function timeIn(text: string): TimeReading | undefined {
  return timesIn(text)[0];
}

/**
 * Seconds between what was written and a moment, the short way around the
 * clock. Without seconds, any second of that minute is meant.
 * @param at ms since the epoch
 */
export function secondsApart(
  { secondOfDay, within, date }: TimeReading,
  at: number,
): number {
  const moment = Math.floor(at / 1000);
  if (date !== undefined) {
    const said = Date.parse(`${date}T00:00:00Z`) / 1000 + secondOfDay;
    if (Math.abs(said - moment) > DAY_S) return Math.abs(said - moment);
  }
  const ahead = (((moment - secondOfDay) % DAY_S) + DAY_S) % DAY_S;
  if (ahead < within) return 0;
  return Math.min(ahead - (within - 1), DAY_S - ahead);
}

function offsetSeconds(offset: string | undefined): number {
  const [, sign, h = "0", m = "0"] =
    /^([+-])(\d\d?):?(\d\d)?$/.exec(offset ?? "") ??
      [];
  return (sign === "-" ? -1 : 1) * (Number(h) * 3600 + Number(m) * 60);
}

/** @param days that the zone moves it by */
function dayOf(date: string | undefined, days: number): string | undefined {
  if (date === undefined) return undefined;
  const [a = "", b = "", c = ""] = date.split(/[-./]/);
  // 11/25/2026 can only be American; 25.11.2026 and 25/11/2026 are not.
  const [year, month, day] = a.length === 4
    ? [a, b, c]
    : date.includes("/") && Number(b) > 12
    ? [c, a, b]
    : [c, b, a];
  const start = Date.UTC(Number(year), Number(month) - 1, Number(day) + days);
  return Number.isNaN(start)
    ? undefined
    : new Date(start).toISOString().slice(0, 10);
}
