/**
 * Other ways to write the same durations and moments in a report.
 * @module
 */

import type { Rule } from "./variant.ts";

/** A number of seconds, with its unit, and the minutes before it. */
const SECONDS =
  /(?<![\d:.,])(?:(\d{1,3}) min )?(?<![\d:.,])(\d{1,5}) ?s(?:ec(?:onds?)?)?(?![\p{L}\d/])/gu;

/** A time of day with seconds, without date and zone. */
const TIME =
  /(?<![\d:T-])([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?![\d:.Z+-]| ?(?:UTC|[AP]M))/g;

function inDurations(
  name: string,
  write: (seconds: number) => string,
): Rule {
  return {
    name,
    apply(text) {
      const after = text.replaceAll(
        SECONDS,
        (_, minutes, digits) =>
          write(60 * Number(minutes ?? 0) + Number(digits)),
      );
      return after === text ? undefined : after;
    },
  };
}

function inTimes(
  name: string,
  write: (h: string, m: string, s: string) => string,
): Rule {
  return {
    name,
    apply(text) {
      const after = text.replaceAll(TIME, (_, h, m, s) => write(h, m, s));
      return after === text ? undefined : after;
    },
  };
}

const two = (value: number): string => String(value).padStart(2, "0");
const minutes = (all: number): number => Math.floor(all / 60);

/** 95 s as 1 min 35 s, 1m35s, 0:01:35, PT1M35S, and in other languages. */
export const DURATION_RULES: readonly Rule[] = [
  inDurations(
    "minutes and seconds",
    (all) => `${minutes(all)} min ${all % 60} s`,
  ),
  inDurations("1m35s", (all) => `${minutes(all)}m${all % 60}s`),
  inDurations(
    "0:01:35",
    (all) =>
      `${Math.floor(all / 3600)}:${two(minutes(all) % 60)}:${two(all % 60)}`,
  ),
  inDurations("PT1M35S", (all) => `PT${minutes(all)}M${all % 60}S`),
  inDurations("Sekunden", (all) => `${all} Sekunden`),
  inDurations(
    "Minuten und Sekunden",
    (all) => `${minutes(all)} Min. ${all % 60} Sek.`,
  ),
  inDurations("секунды", (all) => `${all} с`),
  inDurations("минуты и секунды", (all) => `${minutes(all)} мин ${all % 60} с`),
];

/** 19:46:57 with its zone, in twelve hours, in bold. */
export const TIME_RULES: readonly Rule[] = [
  inTimes("times with UTC", (h, m, s) => `${h}:${m}:${s} UTC`),
  inTimes("times with Z", (h, m, s) => `${h}:${m}:${s}Z`),
  inTimes(
    "times in twelve hours",
    (h, m, s) =>
      `${Number(h) % 12 || 12}:${m}:${s} ${Number(h) < 12 ? "AM" : "PM"}`,
  ),
  inTimes(
    "times of another zone",
    (h, m, s) => `${two((Number(h) + 1) % 24)}:${m}:${s}+01:00`,
  ),
];
