/**
 * The parts that each file of the course's lectures must have.
 * @module
 */

import { tablesIn, withoutCode } from "../../lib/text/markdown/mod.ts";
import { wordCount } from "../../lib/text/prose/mod.ts";
import { type Deck, visible } from "./deck.ts";

/** Slides of lectures 1 to 10. */
export const SLIDES: readonly number[] = [
  23,
  22,
  22,
  16,
  22,
  20,
  18,
  18,
  20,
  19,
];

/** Fewest and most lines. */
const LINES = { lecture: [340, 520], reading: [400, 500] } as const;

/** Files that there must be. */
export const PATHS: readonly string[] = [
  ...SLIDES.map((_, i) => `lectures/lec${i + 1}.md`),
  "lectures/reading11.md",
  "lectures/reading12.md",
];

/** The problems of a file's shape, in words. */
export function structureProblems(deck: Deck): readonly string[] {
  const problems: string[] = [];
  const [least, most] = LINES[deck.kind];
  if (deck.lines < least || deck.lines > most) {
    problems.push(`${deck.lines} lines, must be ${least} to ${most}`);
  }
  const last = deck.sections.at(-1);
  if (!/Resources/.test(last?.title ?? "")) {
    problems.push("the last section must be Resources");
  } else if (!/https:\/\//.test(last?.text ?? "")) {
    problems.push("Resources names no source");
  }
  problems.push(...citationProblems(deck));
  if (deck.kind === "reading") return problems;
  const slides = deck.sections.filter(({ number }) => number !== undefined);
  const wanted = SLIDES[deck.number - 1] ?? 0;
  if (slides.length !== wanted) {
    problems.push(`${slides.length} slides, must be ${wanted}`);
  }
  slides.forEach(({ number }, i) => {
    if (number !== i + 1) {
      problems.push(`slide ${number} stands at place ${i + 1}`);
    }
  });
  if (!/\| #|Outcome/.test(slides[1]?.text ?? "")) {
    problems.push("slide 2 must be the table of outcomes");
  }
  if (!/take home/i.test(slides.at(-2)?.title ?? "")) {
    problems.push("the last but one slide must say what to take home");
  }
  if (!/next/i.test(slides.at(-1)?.title ?? "")) {
    problems.push("the last slide must say what is next");
  }
  return problems;
}

/** Each [3] in the text must be a number of Resources. */
function citationProblems({ sections }: Deck): readonly string[] {
  const sources = sections.at(-1)?.text ?? "";
  const known = new Set(
    [...sources.matchAll(/^(\d+)\. /gm)].map(([, number]) => number),
  );
  return sections.slice(0, -1).flatMap(({ text, line }) => {
    const prose = withoutCode(text);
    return [...prose.matchAll(/\[(\d+)\](?!\()/g)]
      .filter(([, number]) => !known.has(number))
      .map(([cited]) => `line ${line}: ${cited} is no number of Resources`);
  });
}

/** The parts of one file, for the table. */
export interface Counts {
  readonly path: string;
  readonly title: string;
  readonly slides: number;
  readonly lines: number;
  readonly diagrams: number;
  readonly charts: number;
  readonly tables: number;
  readonly code: number;
  /** Words that people see. */
  readonly words: number;
}

/** Counts it. */
export function countsOf(deck: Deck): Counts {
  const text = deck.sections.map((one) => one.text).join("\n");
  return {
    path: deck.path,
    title: deck.title,
    slides: deck.sections.filter(({ number }) => number !== undefined).length,
    lines: deck.lines,
    diagrams:
      deck.fences.filter(({ language }) => language === "mermaid").length,
    charts: text.match(/^!\[[^\]]*\]\(charts\//gm)?.length ?? 0,
    tables: tablesIn(text).length,
    code: deck.fences.filter(({ language }) => language !== "mermaid").length,
    words: wordCount(visible(withoutCode(text))),
  };
}

/**
 * The table of `lectures/README.md`.
 * @param claimsOf how many claims were checked for a file
 */
export function countsTable(
  all: readonly Counts[],
  claimsOf: (path: string) => number,
): string {
  return [
    "| File | Title | Slides | Lines | Words | Diagrams | Charts | Tables | Code blocks | Claims checked |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...all.map((one) => {
      const name = one.path.replace("lectures/", "");
      return `| [${name}](${name}) | ${
        one.title.replace(/^\w+ \d+ — /, "")
      } | ` +
        `${
          one.slides === 0 ? "-" : one.slides
        } | ${one.lines} | ${one.words} | ` +
        `${one.diagrams} | ${one.charts} | ${one.tables} | ${one.code} | ` +
        `${claimsOf(one.path)} |`;
    }),
  ].join("\n");
}
