/**
 * How a document reads: sentences of a length that people can follow, words of
 * the glossary, and no lists of fragments.
 * @module
 */

import { type Prose, proseIn } from "../../../lib/text/markdown/mod.ts";
import { parseYaml } from "../../../lib/text/yaml/mod.ts";
import scopeYaml from "./scope.yaml" with { type: "text" };
import { isFragment, proseProblems } from "../../../lib/text/prose/mod.ts";

/** Words of a sentence, most. */
const LONGEST = 35;

/** Largest share of items of the form "fragment: fragment". */
const FRAGMENTS = 0.1;

const NOT_READ = (parseYaml(scopeYaml, "scope.yaml") as readonly {
  path: string;
  why: string;
}[]).map(({ path }) => new RegExp(path));

/** Whether people read this document as prose of ours. */
export function isRead(path: string): boolean {
  return !NOT_READ.some((pattern) => pattern.test(path));
}

/** The problems of a document's prose, with lines. */
export function documentProblems(markdown: string): readonly string[] {
  const prose = proseIn(markdown);
  return [
    ...prose.flatMap(({ line, text, kind }) =>
      proseProblems(text, {
        // A cell lists things; a sentence of it is no unit to read.
        longest: kind === "cell" ? Infinity : LONGEST,
      }).map((problem) => `line ${line}: ${problem}`)
    ),
    ...fragmentProblems(prose.filter(({ kind }) => kind === "item")),
  ];
}

function fragmentProblems(items: readonly Prose[]): readonly string[] {
  const fragments = items.filter(({ text }) => isFragment(text));
  const [first] = fragments;
  return first !== undefined && fragments.length > 1 &&
      fragments.length > items.length * FRAGMENTS
    ? [
      `line ${first.line}: ${fragments.length} of ${items.length} items are ` +
      `"fragment: fragment", at most ${FRAGMENTS * 100} % may be; the first ` +
      `is "${first.text}"`,
    ]
    : [];
}
