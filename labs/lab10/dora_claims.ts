/**
 * The five metrics, as a review says them, beside what was computed.
 * @module
 */

import type { Metrics } from "../../scripts/delivery/dora/mod.ts";
import {
  durationIn,
  numbersIn,
} from "../../scripts/checks/report_fields/mod.ts";
import { isReadingOf } from "./quantities.ts";

/** A metric of the table. */
export interface Wanted {
  readonly name: string;
  readonly row: RegExp;
  readonly agrees: (claim: string, metrics: Metrics) => boolean;
  readonly text: (metrics: Metrics) => string;
}

/** All five. */
export const WANTED: readonly Wanted[] = [
  {
    name: "frequency",
    row: /frequen|häufigkeit|частот/iu,
    text: ({ deploymentsPerDay }) =>
      `${deploymentsPerDay.toPrecision(3)} a day`,
    agrees: (claim, { deploymentsPerDay }) =>
      near(claim, deploymentsPerDay * daysOf(claim)),
  },
  time(
    "lead time",
    /lead|durchlauf|время (?:выполнения|изменени)/iu,
    ({ leadTimeMs }) => leadTimeMs,
  ),
  share(
    "change fail rate",
    /fail\w* rate|fehler(?:rate|quote)|неудач/iu,
    ({ changeFailRate }) => changeFailRate,
  ),
  time(
    "recovery",
    /recover|restore|wiederherstell|восстанов/iu,
    ({ recoveryMs }) => recoveryMs,
  ),
  share(
    "rework rate",
    /rework|nacharbeit|переделк/iu,
    ({ reworkRate }) => reworkRate,
  ),
];

function time(
  name: string,
  row: RegExp,
  of: (metrics: Metrics) => number | undefined,
): Wanted {
  return {
    name,
    row,
    text: (metrics) => {
      const ms = of(metrics);
      return ms === undefined ? "none" : `${(ms / 1000).toFixed(0)} s`;
    },
    agrees: (claim, metrics) => {
      const ms = of(metrics);
      if (ms === undefined) return isNone(claim);
      const said = durationIn(claim, "s");
      if (said === undefined) return false;
      // "3 min" may be anything from 2.5 to 3.5: rounded as it is written.
      const [first] = numbersIn(claim);
      const isRound = first !== undefined && said.values.some((seconds, i) => {
        const number = first.values[i] ?? first.values[0] ?? NaN;
        const unit = seconds / number;
        return numbersIn(claim).length === 1 && Number.isFinite(unit) &&
          isReadingOf({ ...first, unit: "" }, ms / 1000 / unit);
      });
      return isRound ||
        said.values.some((seconds) => isNear(seconds * 1000, ms));
    },
  };
}

function share(
  name: string,
  row: RegExp,
  of: (metrics: Metrics) => number | undefined,
): Wanted {
  return {
    name,
    row,
    text: (metrics) => {
      const value = of(metrics);
      return value === undefined ? "none" : `${(100 * value).toFixed(1)} %`;
    },
    agrees: (claim, metrics) => {
      const value = of(metrics);
      if (value === undefined) return isNone(claim);
      const [found] = numbersIn(claim);
      return found !== undefined && (isReadingOf(found, 100 * value) ||
        (found.unit !== "%" && isReadingOf(found, value)));
    },
  };
}

function isNone(claim: string): boolean {
  return /^\W*$|none|n\/a/i.test(claim);
}

/** Days in the period of "0.3 a day", "2.1 per week", "9 a month". */
function daysOf(claim: string): number {
  if (/week|woche|недел/iu.test(claim)) return 7;
  if (/month|monat|месяц/iu.test(claim)) return 30;
  return /hour|stunde|час/iu.test(claim) ? 1 / 24 : 1;
}

/** Rounded as it is written, or to within a twentieth. */
function near(claim: string, value: number): boolean {
  const [found] = numbersIn(claim);
  return found !== undefined && (isReadingOf({ ...found, unit: "" }, value) ||
    found.values.some((one) => isNear(one, value)));
}

function isNear(said: number, value: number): boolean {
  return Math.abs(said - value) <= 0.05 * Math.abs(value);
}
