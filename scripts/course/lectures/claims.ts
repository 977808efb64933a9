/**
 * `lectures/claims.yaml`: each number, date, incident, version and statement
 * about a tool, with its source. A claim stands in the lecture word for word,
 * and each figure of the lecture stands in a claim or a sum.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { withoutCode } from "../../lib/text/markdown/mod.ts";
import { type Deck, type Section, visible } from "./deck.ts";

const claims = z.array(z.strictObject({
  file: z.string(),
  claim: z.string().min(3),
  kind: z.enum([
    "number",
    "date",
    "name",
    "incident",
    "version",
    "default",
    "behaviour",
    "own-system",
  ]),
  source: z.string().min(3),
  checked: z.string().min(3),
}));

/** One line of the file. */
export type Claim = z.output<typeof claims>[number];

/** Reads the file; a string says what is wrong with it. */
export function parseClaims(text: string): readonly Claim[] | string {
  const parsed = claims.safeParse(parseYaml(text, "lectures/claims.yaml"));
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) =>
    `claim ${Number(path[0]) + 1}: ${path.slice(1).join(".")}: ${message}`
  ).join("\n");
}

/** A figure: several digits, or one with a unit behind it. */
const FIGURE =
  /(?<![\w.#[/:-])(?:\d[\d,.]*\d|\d(?=\s?(?:%|ms|s|min|h|MB|MiB|GB|days?|hours?|minutes?|seconds?|times)\b))/g;

/** Names, statuses, clock times of a story and numbered steps, which claim nothing. */
const NAMES = new RegExp(
  [
    /\b(?:Labs?|Lectures?|Slides?|Weeks?|Tasks?|Steps?|Readings?|Chapters?)\s+[\d.]+(?:(?:, | and | to )\d+)*/,
    /\blocalhost:\d+|https?:\/\/\S+|\[\d+\]|\blab\d+\b/,
    /\b(?:200|201|204|400|404|409|429|499|50[0-4])\b(?!\s?(?:%|ms|s|min|of|lists|requests|MB|MiB))/,
    /\b\d\d:\d\d(?::\d\d)?\b|\b0\d{3}\b/,
  ].map(({ source }) => source).join("|"),
  "gi",
);

/** Slides whose figures are given, as the numbers of an exercise are. */
const GIVEN = /exercise|check yourself|resources/i;

/** The mismatches between a lecture and its claims. */
export function claimProblems(
  deck: Deck,
  all: readonly Claim[],
): readonly string[] {
  const own = all.filter(({ file }) => file === deck.path)
    .map(({ claim }) => plain(claim));
  const text = plain(deck.sections.map((one) => one.text).join("\n"));
  const front = plain(deck.front);
  return [
    ...own.filter((claim) => !text.includes(claim) && !front.includes(claim))
      .map((claim) => `claims.yaml says "${claim}", which the text does not`),
    ...deck.sections.filter(({ title }) => !GIVEN.test(title))
      .flatMap((section) => uncovered(section, own)),
  ];
}

function uncovered(
  { text, line }: Section,
  claims: readonly string[],
): readonly string[] {
  const sums = [...text.matchAll(/<!--\s*holds:([^]*?)-->/g)].join(" ");
  const shown = plain(
    // A title repeats what the slide shows.
    visible(withoutCode(text)).replace(/^## .*$/m, ""),
  );
  const names = [...shown.matchAll(NAMES)].map(({ index, 0: name }) =>
    [index, index + name.length] as const
  );
  const known = claims.flatMap((claim) => placesOf(claim, shown));
  return [...shown.matchAll(FIGURE)].filter(({ index, 0: figure }) =>
    ![...names, ...known].some(([from, to]) => index >= from && index < to) &&
    !numbersIn(sums).includes(figure.replaceAll(",", ""))
  ).map(({ index, 0: figure }) =>
    `line ${line}: "${figure}" stands in no claim: … ${
      shown.slice(Math.max(0, index - 40), index + figure.length + 20)
    } …`
  );
}

function placesOf(
  part: string,
  whole: string,
): readonly (readonly [from: number, to: number])[] {
  const places: [number, number][] = [];
  for (
    let at = whole.indexOf(part);
    at >= 0;
    at = whole.indexOf(part, at + 1)
  ) {
    places.push([at, at + part.length]);
  }
  return places;
}

function numbersIn(text: string): readonly string[] {
  return text.match(/\d+(?:\.\d+)?/g) ?? [];
}

/** Without marks and line breaks, which claims leave out. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[*_`>|]/g, "").replace(/\s+/g, " ")
    .trim();
}
