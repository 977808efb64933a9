/**
 * Kinds of fields with one value: numbers, shares, durations, moments, counts,
 * choices and words.
 * @module
 */

import { type Field, field, type FieldOptions } from "./field.ts";
import { plainText } from "./plain_text.ts";
import {
  durationIn,
  type DurationReading,
  type DurationUnit,
  secondsOf,
  UNIT_SECONDS,
} from "./read_duration.ts";
import {
  multiplierOf,
  type NumberReading,
  numbersIn,
  resultOf,
} from "./read_number.ts";
import { timeIn, type TimeReading } from "./read_time.ts";

/** Values that a text can mean; `couldBe` compares them. */
export interface Amount {
  readonly values: readonly number[];
  readonly text: string;
}

/** Cells that say "I have not filled this in". */
const EMPTY = /^(?:[-–—_.…?\s]*|tbd|todo|n\/a|\.\.\.)$/i;

/** True of a cell that nothing was written into. */
export function isBlank(text: string): boolean {
  return EMPTY.test(plainText(text));
}

const NUMBER_FORMS = "50.4, 50,4, 6 652 800, 6,652,800 or 6.65e6";

/**
 * A number. @param units what a word behind it multiplies it by, in lower case
 */
export function number(
  options: FieldOptions & { readonly units?: Readonly<Record<string, number>> },
): Field<Amount> {
  const { units = {} } = options;
  return field(options, {
    forms: NUMBER_FORMS,
    read: (text) => amount(text, (unit) => units[unit] ?? multiplierOf(unit)),
  });
}

/** A number of things: 0 or more, and whole. */
export function count(options: FieldOptions): Field<Amount> {
  return field(options, {
    forms: "46, 6 652 800 or 6,652,800; 0 or none for nothing",
    read(text) {
      if (
        // No \b: to it, a letter that is not Latin is no part of a word.
        /^[^\p{L}\d]*(?:none|no|nothing|keine?r?|нет|ноль|zero)(?![\p{L}\d])/iu
          .test(
            plainText(text),
          )
      ) {
        return { values: [0], text };
      }
      const found = amount(text, multiplierOf);
      const values = found?.values.filter((one) =>
        one >= 0 && Math.abs(one - Math.round(one)) < 1e-6
      ) ?? [];
      return found && values.length > 0 ? { ...found, values } : undefined;
    },
  });
}

/** A share in percent: `0.5 %` is 0.5; a bare `0.005` can be 0.005 or 0.5. */
export function percent(options: FieldOptions): Field<Amount> {
  return field(options, {
    forms: "0.5 %, 0,5 %, 0.5 or, as a share, 0.005",
    read(text) {
      const [found] = numbersIn(resultOf(text));
      if (found === undefined) return undefined;
      const { values, unit } = found;
      if (unit === "‰") {
        return {
          ...found,
          values: values.map((one) => one / 10),
        };
      }
      const isSaid = /^(?:%|percent|per|pct|prozent|процент.*|pp)$/.test(unit);
      const shares = values.filter((one) => Math.abs(one) <= 1)
        .map((one) => one * 100);
      return { ...found, values: isSaid ? values : [...values, ...shares] };
    },
  });
}

/** How long something took (s). @param unit of a bare number */
export function duration(
  options: FieldOptions & { readonly unit?: DurationUnit },
): Field<DurationReading> {
  const { unit = "s" } = options;
  return field(options, {
    forms: `95 s, 1m35s, 1 min 35 s, 0:01:35, PT1M35S, or a number in ${unit}`,
    read: (text) => durationIn(text, unit),
  });
}

/** "50 min 24 s" and "50.4" in the unit that the form asks for. */
export function inUnit(seconds: number, unit: DurationUnit): number {
  return seconds / UNIT_SECONDS[unit];
}

/** A moment; UTC unless the field says otherwise. */
export function time(options: FieldOptions): Field<TimeReading> {
  return field(options, {
    forms: "2026-11-25T19:46:57Z, 19:46:57, 19:46 or 7:46:57 PM, in UTC",
    read: timeIn,
  });
}

/** One of some words. @param choices by the word: how else it may be said */
export function choice<K extends string>(
  options: FieldOptions & { readonly choices: Readonly<Record<K, RegExp>> },
): Field<K> {
  const words = Object.keys(options.choices) as K[]; // its keys are K
  return field(options, {
    forms: words.join(" or "),
    read(text) {
      const plain = plainText(text);
      return words.map((word) => ({
        word,
        at: options.choices[word].exec(plain)?.index ?? Infinity,
      })).filter(({ at }) => at < Infinity)
        .toSorted((a, b) => a.at - b.at)[0]?.word;
    },
  });
}

/** Yes and no as people say them. */
export const YES_NO = {
  yes: /(?<!\p{L})(?:yes|y|true|ja|да|oui|sí|works?|ok)(?!\p{L})|✅|✓|✔/iu,
  no: /(?<!\p{L})(?:no|n|not|none|false|nein|нет|non|fails?)(?!\p{L})|❌|✗|✘/iu,
} as const;

/** The form that fields of words accept. */
export const WORDS = "words";

/** Words. */
export function text(options: FieldOptions): Field<string> {
  return field(options, {
    forms: WORDS,
    read(found) {
      const plain = plainText(found);
      return plain === "" ? undefined : plain;
    },
  });
}

/** The first number that is no time and no share. */
function amount(
  text: string,
  factorOf: (unit: string) => number,
): Amount | undefined {
  const all = numbersIn(resultOf(text));
  const isOwn = ({ unit }: NumberReading): boolean =>
    factorOf(unit) !== 1 || secondsOf(unit) === undefined || unit.length === 1;
  const found = all.find(isOwn) ?? all[0];
  return found && {
    values: found.values.map((one) => one * factorOf(found.unit)),
    text: found.text,
  };
}
