/**
 * The problems of a piece of prose, each with a better form.
 * @module
 */

import { parseYaml } from "../yaml/mod.ts";
import patternsYaml from "./patterns.yaml" with { type: "text" };
import { sentencesOf, wordCount } from "./sentences.ts";

/** Bounds that differ between kinds of text. */
export interface ProseRules {
  /** Most words of a sentence. */
  readonly longest: number;
}

interface Pattern {
  readonly find: RegExp;
  readonly use: string;
}

const PATTERNS: readonly Pattern[] = (parseYaml(
  patternsYaml,
  "patterns.yaml",
) as readonly { find: string; use: string }[]).map(({ find, use }) => ({
  find: new RegExp(`\\b(?:${find})\\b`, "i"),
  use,
}));

/** A clause as subject, which many readers have to read twice. */
const CLAUSE_FIRST =
  /^(?:Who|What|Whoever) (?!(?:is|comes) next)(?:\S+ ){3,}\S+\.$/;

/** One group of words before a colon and one behind it, and no sentence. */
const FRAGMENT = /^[^.!?:]{2,60}: [^.!?]*\.?$/;

/** Whether an item of a list sets two fragments side by side. */
export function isFragment(item: string): boolean {
  return FRAGMENT.test(item.replaceAll(/\s+/g, " ").trim());
}

/** The problems of one paragraph, as sentences for people. */
export function proseProblems(
  paragraph: string,
  { longest }: ProseRules,
): readonly string[] {
  const flat = withoutQuotations(paragraph.replaceAll(/\s+/g, " "));
  const sentences = sentencesOf(paragraph);
  return [
    ...PATTERNS.flatMap(({ find, use }) => {
      const [found] = find.exec(flat) ?? [];
      return found === undefined ? [] : [`"${found}": write ${use}`];
    }),
    ...sentences.flatMap((sentence) => {
      const words = wordCount(sentence);
      return words > longest
        ? [`a sentence of ${words} words, at most ${longest}: "${sentence}"`]
        : [];
    }),
    ...sentences.filter((sentence) => CLAUSE_FIRST.test(sentence)).map((
      sentence,
    ) => `a clause as subject: "${sentence}"`),
  ];
}

/** Text by other people stays as they wrote it. */
function withoutQuotations(text: string): string {
  return text.replace(/"[^"]*"|“[^”]*”/g, '""');
}
