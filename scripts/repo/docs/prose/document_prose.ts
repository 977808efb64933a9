/**
 * How a document reads: sentences of a length that people can follow, words of
 * the glossary, and no lists of fragments.
 * @module
 */

import { type Prose, proseIn } from "../../../lib/text/markdown/mod.ts";
import { isFragment, proseProblems } from "../../../lib/text/prose/mod.ts";

/** Words of a sentence, most. */
const LONGEST = 35;

/** Largest share of items of the form "fragment: fragment". */
const FRAGMENTS = 0.1;

/** What is wrong with the prose of a document, with lines. */
export function documentProblems(markdown: string): readonly string[] {
  const prose = proseIn(markdown);
  return [
    ...prose.flatMap(({ line, text }) =>
      proseProblems(text, { longest: LONGEST }).map((problem) =>
        `line ${line}: ${problem}`
      )
    ),
    ...fragmentProblems(prose.filter(({ kind }) => kind === "item")),
  ];
}

function fragmentProblems(items: readonly Prose[]): readonly string[] {
  const fragments = items.filter(({ text }) => isFragment(text));
  const [first] = fragments;
  return first !== undefined && fragments.length > items.length * FRAGMENTS
    ? [
      `line ${first.line}: ${fragments.length} of ${items.length} items are ` +
      `"fragment: fragment", at most ${FRAGMENTS * 100} % may be; the first ` +
      `is "${first.text}"`,
    ]
    : [];
}
