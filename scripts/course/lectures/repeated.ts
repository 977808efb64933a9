/**
 * Sentences that stand in two lectures.
 * @module
 */

import { withoutCode } from "../../lib/text/markdown/mod.ts";
import { type Deck, visible } from "./deck.ts";

/** Words in a row that an author does not write twice by chance. */
const RUN = 12;

/** Runs of words that two files share, code and sources left out. */
export function repeatedRuns(decks: readonly Deck[]): readonly string[] {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  for (const { path, sections } of decks) {
    const text = sections.filter(({ title }) => !/Resources/.test(title))
      .map((one) => visible(withoutCode(one.text, "|"))).join(
        "\n",
      );
    const own = new Set(text.split(/\n\n|\||^\s*- |^#.*$/m).flatMap(runsOf));
    for (const run of own) {
      const other = owners.get(run);
      if (other !== undefined) problems.push(`${path} and ${other}: "${run}"`);
      else owners.set(run, path);
    }
  }
  return problems;
}

function runsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, Math.max(0, words.length - RUN + 1))
    .map((_, i) => words.slice(i, i + RUN).join(" "));
}
