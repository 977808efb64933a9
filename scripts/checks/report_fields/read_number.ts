/**
 * Numbers as people write them in many countries: `50.4`, `50,4`, `6 652 800`,
 * `6,652,800`, `6'652'800`, `6.65e6`. Where a separator can mean two things
 * (`1,234`), both readings are kept: only a comparison with the measured value
 * can tell them apart.
 * @module
 */

import { plainText } from "./plain_text.ts";

/** A number in a text. */
export interface NumberReading {
  /** Its possible values, the likeliest first; one or two values. */
  readonly values: readonly number[];
  /** The digits as they stand there. */
  readonly text: string;
  /** The word behind it in lower case, such as `ms` or `%`; empty: none. */
  readonly unit: string;
  /** Where it begins and ends in the plain text. */
  readonly start: number;
  readonly end: number;
}

const DIGITS = [
  String.raw`\d{1,3}(?:,\d{2,3})*,\d{3}\.\d+`, // 6,652,800.5
  String.raw`\d{1,3}(?:\.\d{3})+,\d+`, // 6.652.800,5
  String.raw`\d{1,3}(?:,\d{2,3})+,\d{3}`, // 6,652,800 and 66,52,800
  String.raw`\d{1,3}(?:\.\d{3}){2,}`, // 6.652.800
  String.raw`\d{1,3}(?:[ '_]\d{3})+(?:[.,]\d+)?`, // 6 652 800,5
  String.raw`\d+(?:[.,]\d+)?|[.,]\d+`,
].join("|");

const NUMBER = new RegExp(
  // No part of a word, of a time, of a date or of an address.
  String.raw`(?<![\p{L}\d_.,]|\d:|\d-)(?<sign>(?<![\p{L}\d)])-)?` +
    `(?<digits>${DIGITS})` +
    String.raw`(?![.,]?\d|:\d|-\d\d-\d\d)` +
    String
      .raw`(?:e(?<e>[+-]?\d+)| ?[x×·*] ?10(?:\^ ?\(?|\*\*)(?<ten>[+-]?\d+)\)?)?` +
    String.raw`(?: ?(?<unit>[%‰]|[\p{L}µ]+(?:\/[\p{L}]+)?))?`,
  "giu",
);

/** The factor of a word behind a number. */
const MULTIPLIERS: readonly (readonly [RegExp, number])[] = [
  [/^(?:k|thousand|tsd|tausend|тыс\p{L}*)$/iu, 1e3],
  [/^(?:m|mn|mio|mln|million\p{L}*|млн|миллион\p{L}*)$/iu, 1e6],
  [/^(?:bn|mrd|billion\p{L}*|млрд)$/iu, 1e9],
];

/** All numbers of a text, in their order. */
export function numbersIn(text: string): readonly NumberReading[] {
  const plain = plainText(text);
  return [...plain.matchAll(NUMBER)].map((match) => {
    const { sign, digits = "", e, ten, unit = "" } = match.groups ?? {};
    const power = 10 ** Number(e ?? ten ?? 0);
    const factor = (sign === "-" ? -1 : 1) * power;
    return {
      values: valuesOf(digits).map((value) => value * factor),
      text: match[0].trim(),
      unit: unit.toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    };
  });
}

/**
 * The number that a cell or a value states: the first one, or the first behind
 * the last `=` of a computation.
 * @returns undefined when there is none
 */
export function numberIn(text: string): NumberReading | undefined {
  return numbersIn(resultOf(text))[0];
}

/** The text behind the last `=` or `≈`, if there is a digit; else all of it. */
export function resultOf(text: string): string {
  const plain = plainText(text);
  const behind = plain.split(/[=≈≃→]/).at(-1) ?? "";
  return /\d/.test(behind) ? behind : plain;
}

/** The factor of a word such as `k` or `Mio`; 1: it has none. */
export function multiplierOf(unit: string): number {
  return MULTIPLIERS.find(([word]) => word.test(unit))?.[1] ?? 1;
}

function valuesOf(digits: string): readonly number[] {
  const bare = digits.replaceAll(/[ '_]/g, "");
  const separators = bare.match(/[.,]/g) ?? [];
  const decimal = separators.at(-1);
  if (decimal === undefined) return [Number(bare)];
  const [whole = "", part = ""] = bare.split(decimal);
  const asDecimal = Number(`${whole || "0"}.${part}`);
  const asThousands = Number(bare.replaceAll(/[.,]/g, ""));
  if (new Set(separators).size === 2) {
    const at = bare.lastIndexOf(decimal);
    const before = bare.slice(0, at).replaceAll(/[.,]/g, "");
    return [Number(`${before}.${bare.slice(at + 1)}`)];
  }
  if (separators.length > 1) return [asThousands];
  const isAmbiguous = bare === digits && part.length === 3 &&
    /^[1-9]\d{0,2}$/.test(whole);
  if (!isAmbiguous) return [asDecimal];
  return decimal === "," ? [asThousands, asDecimal] : [asDecimal, asThousands];
}
