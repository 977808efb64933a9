/**
 * The pages of lectures and readings.
 * @module
 */

import { parseDeck } from "../../lectures/deck.ts";
import { PATHS } from "../../lectures/structure.ts";
import type { Page } from "../model/page.ts";
import { lectureBody } from "../text/lecture_text.ts";
import { withInstructorParts, withoutMarks } from "../text/marks.ts";
import type { Tree } from "../model/tree.ts";

/** Where the slides of a lecture lie. */
export function slidesUrl(path: string): string {
  return path.replace(/^lectures\/(.*)\.md$/, "slides/$1.html");
}

/** One page a lecture or reading, and the list of them. */
export async function lecturePages(tree: Tree): Promise<readonly Page[]> {
  const decks = await Promise.all(
    PATHS.map(async (path) => {
      const text = await tree.read(path);
      const { kind, number, title } = parseDeck(path, text);
      const name = kind === "lecture" ? "Lecture" : "Reading";
      const short = title.replace(/^(?:Lecture|Reading) \d+ — /, "");
      return { path, text, kind, title: `${name} ${number}: ${short}` };
    }),
  );
  const linkAt = (i: number) => {
    const deck = decks[i];
    return deck && { url: urlOf(deck.path), title: deck.title };
  };
  const pages = decks.map(({ path, text, kind, title }, i): Page => ({
    url: urlOf(path),
    title,
    section: "lectures",
    source: path,
    body: (kind === "lecture" ? slidesLink(path) : "") + lectureBody(text),
    previous: linkAt(i - 1),
    next: linkAt(i + 1),
    hasTerms: true,
  }));
  const readme = await tree.read("lectures/README.md");
  return [{
    url: "lectures/index.html",
    title: "Lectures and readings",
    section: "lectures",
    source: "lectures/README.md",
    body: withoutMarks(withInstructorParts(readme)) + slidesList(decks),
  }, ...pages];
}

function urlOf(path: string): string {
  return path.replace(/\.md$/, ".html");
}

function slidesLink(path: string): string {
  return `<p class="actions"><a class="button" href="../${
    slidesUrl(path)
  }">Show as slides</a> <span>Press <kbd>p</kbd> there for the presenter window.</span></p>\n\n`;
}

function slidesList(
  decks: readonly { path: string; kind: string; title: string }[],
): string {
  const items = decks.filter(({ kind }) => kind === "lecture").map((deck) =>
    `- <a href="../${slidesUrl(deck.path)}">${deck.title}</a>`
  );
  return `\n\n## As slides\n\n${items.join("\n")}\n`;
}
