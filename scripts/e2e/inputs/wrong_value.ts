/**
 * Values that a flag must refuse, from what its table says that it wants.
 * @module
 */

import type { Wanted } from "../../lib/cli/mod.ts";

/** A password that no message may show. */
export const SECRET = "s3cr/t@3f#9";

/** Values outside of a flag's bound; none where every text is right. */
export function wrongValues({ bound }: Wanted): readonly string[] {
  const range = / from (\S+) to ([^\s,]+)/.exec(bound);
  if (/^an integer/.test(bound)) {
    return [...beyond(range), "1.5", "1e3", "0x10", "١٢", "NaN", "1,000", " "];
  }
  if (/^a number/.test(bound)) {
    return [...beyond(range), "0,5", "NaN", "Infinity", "1e-3", "½", "99 %"];
  }
  if (/^a duration/.test(bound)) {
    return ["5", "-5s", "5 parsecs", "1,5s", "NaNs", "99999d", "1h1", "∞"];
  }
  if (/^one of/.test(bound)) {
    const [word = ""] = bound.slice("one of ".length).split(",");
    return ["zzz", word.toUpperCase() + "!", `${word} `, `${word},${word}`];
  }
  if (/^a regular/.test(bound)) return ["(", "[", "*", "a{2,1}", "(?<x"];
  if (/^a URL/.test(bound)) {
    return [
      `gopher://ada:${SECRET}@host`,
      "localhost:8080",
      "http://",
      "//host/path",
      "zzz",
      `host password=${SECRET}`,
    ];
  }
  return [];
}

function beyond(range: RegExpExecArray | null): readonly string[] {
  const [, min = "", max = ""] = range ?? [];
  const [low, high] = [Number(min), Number(max)];
  return Number.isFinite(low) && Number.isFinite(high)
    ? [String(low - 1), String(high + 1)]
    : [];
}
