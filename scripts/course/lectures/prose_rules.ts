/**
 * How the lectures read: notes that fill a slide, sentences of a length that
 * people can follow, no bullets without a verb, and words for each chart.
 * @module
 */

import { blocksIn, withoutCode } from "../../lib/text/markdown/mod.ts";
import {
  isFragment,
  proseProblems,
  sentencesOf,
  wordCount,
} from "../../lib/text/prose/mod.ts";
import { type Deck, type Section, visible } from "./deck.ts";

/** Words of a slide's notes, fewest and most. */
const NOTE_WORDS = [60, 150] as const;
/** Words of a sentence: most, and the bounds of the mean of a file. */
const SENTENCE = { longest: 35, mean: [12, 22] } as const;
/** Largest share of bullets of the form "fragment: fragment". */
const FRAGMENTS = 0.1;
/** Shortest text in the place of a chart (characters). */
const ALT_LENGTH = 40;

/** The problems of a file's prose. */
export function proseRuleProblems(deck: Deck): readonly string[] {
  const sections = deck.sections.filter(({ title }) =>
    !/Resources/.test(title)
  );
  return [
    ...sections.flatMap((section) =>
      sectionProblems(section).map((words) => `line ${section.line}: ${words}`)
    ),
    ...(deck.kind === "lecture" ? sections.flatMap(noteProblems) : []),
    ...meanProblems(sections),
    ...fragmentProblems(sections),
  ];
}

function sectionProblems({ text }: Section): readonly string[] {
  const paragraphs = [...paragraphsOf(text), ...notesOf(text)];
  return [
    ...paragraphs.flatMap((one) => proseProblems(one, SENTENCE)),
    ...[...text.matchAll(/^!\[([^\]]*)\]\(([^)]*)\)/gm)].flatMap((
      [, alt = "", path],
    ) =>
      alt.length < ALT_LENGTH
        ? [`${path}: "${alt}" does not say what the picture shows`]
        : []
    ),
  ];
}

function noteProblems({ text, line }: Section): readonly string[] {
  const words = wordCount(notesOf(text).join(" "));
  const [fewest, most] = NOTE_WORDS;
  return words < fewest || words > most
    ? [`line ${line}: notes of ${words} words, must be ${fewest} to ${most}`]
    : [];
}

function meanProblems(sections: readonly Section[]): readonly string[] {
  const sentences = sections.flatMap(({ text }) =>
    paragraphsOf(text).flatMap(sentencesOf)
  );
  if (sentences.length === 0) return [];
  const words = sentences.reduce((sum, one) => sum + wordCount(one), 0);
  const mean = words / sentences.length;
  const [low, high] = SENTENCE.mean;
  return mean < low || mean > high
    ? [
      `sentences have ${
        mean.toFixed(1)
      } words on average, must be ${low} to ${high}`,
    ]
    : [];
}

function fragmentProblems(sections: readonly Section[]): readonly string[] {
  const bullets = sections.flatMap(({ text }) =>
    visible(withoutCode(text)).split("\n").filter((line) => /^\s*- /.test(line))
  );
  const fragments = bullets.filter((bullet) =>
    isFragment(bullet.replace(/^\s*- /, ""))
  );
  return fragments.length > bullets.length * FRAGMENTS
    ? [
      `${fragments.length} of ${bullets.length} bullets are "fragment: fragment", ` +
      `at most ${FRAGMENTS * 100} % may be; the first: ${fragments[0]?.trim()}`,
    ]
    : [];
}

function paragraphsOf(text: string): readonly string[] {
  return blocksIn(text).flatMap((block) =>
    block.kind === "text" ? [block.text] : []
  );
}

/** The speaker's text on a slide, without the minutes in front. */
function notesOf(text: string): readonly string[] {
  return [...text.matchAll(/<!--\s*note:([^]*?)-->/g)].map(([, words = ""]) =>
    words.replace(/^\s*\[\d+ min\]/, "").trim()
  );
}
