/**
 * All pages of a website, from the files of a tree.
 * @module
 */

import { filePage, linkedFrom } from "./pages/files.ts";
import { glossaryPage } from "./pages/glossary.ts";
import { homePage } from "./pages/home.ts";
import { labPages } from "./pages/labs.ts";
import { lecturePages } from "./pages/lectures.ts";
import { quizPages } from "./pages/quiz.ts";
import { referencePages } from "./pages/reference.ts";
import { runbookPages } from "./pages/runbooks.ts";
import { PATHS } from "../lectures/structure.ts";
import type { Edition, Page, Site } from "./model/page.ts";
import { isLinked, termsIn } from "./text/terms.ts";
import type { Tree } from "./model/tree.ts";

/** The parts of a website. */
export interface Content extends Site {
  /** Pictures that pages show, by their paths in the tree. */
  readonly images: readonly string[];
}

/** Pages, and drawings that they show, beside those of the course. */
export interface More {
  readonly pages: readonly Page[];
  readonly charts: Readonly<Record<string, string>>;
}

/** No page more. */
export const NOTHING: More = { pages: [], charts: {} };

/** A website of such pages alone. */
export function onlyMore(edition: Edition, { pages, charts }: More): Content {
  return { edition, pages, charts, terms: [], links: {}, images: [] };
}

const CHART = /^lectures\/charts\/[^/]+\.svg$/;

/** Documents that are pages although nothing may link to them. */
const ALWAYS: readonly string[] = [
  "README.md",
  "scripts/README.md",
  "labs/CHECKS.md",
  "labs/COURSE.md",
  "labs/TEACHING.md",
];

/**
 * Reads it.
 * @param more what only some websites have
 */
export async function contentOf(
  tree: Tree,
  edition: Edition,
  more: More = NOTHING,
): Promise<Content> {
  const lectures = await Promise.all(
    PATHS.map(async (path) => ({ path, text: await tree.read(path) })),
  );
  const terms = termsIn(lectures);
  const labs = await labPages(tree, edition);
  const shown = await lecturePages(tree);
  const quizzes = await quizPages(tree);
  const pages: Page[] = [
    homePage([...labs, ...shown, ...quizzes], tree.has("labs/TEACHING.md")),
    ...labs,
    ...shown,
    ...quizzes,
    ...await runbookPages(tree),
    glossaryPage(terms),
    ...await referencePages(tree),
    ...more.pages,
  ];
  const images = await addLinked(pages, tree);
  const charts = await Promise.all(
    tree.paths.filter((path) => CHART.test(path))
      .map(async (path) => [path, await tree.read(path)] as const),
  );
  return {
    edition,
    pages,
    terms: terms.filter(isLinked),
    charts: { ...Object.fromEntries(charts), ...more.charts },
    links: {
      ...Object.fromEntries(images.map((path) => [path, `files/${path}`])),
      ...linksOf(pages),
    },
    images,
  };
}

/** Adds a page for each file that is linked; the answer is the pictures. */
async function addLinked(
  pages: Page[],
  tree: Tree,
): Promise<readonly string[]> {
  const known = new Set(Object.keys(linksOf(pages)));
  const images = new Set<string>();
  const waiting = [
    ...ALWAYS.filter(tree.has),
    ...pages.flatMap((page) => linksIn(page, tree, images)),
  ];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (known.has(path)) continue;
    known.add(path);
    const page = await filePage(path, tree);
    pages.push(page);
    waiting.push(...linksIn(page, tree, images));
  }
  return [...images].toSorted();
}

function linksIn(
  { source, body }: Page,
  tree: Tree,
  images: Set<string>,
): readonly string[] {
  return linkedFrom(source ?? "index", body).flatMap(({ path, isImage }) => {
    if (CHART.test(path)) return [];
    const isPicture = /\.(?:png|jpe?g|gif|svg)$/.test(path);
    if (isImage || isPicture) {
      if (tree.has(path)) images.add(path);
      return [];
    }
    return tree.has(path) || tree.isFolder(path) ? [path] : [];
  });
}

/** Which page shows which file. */
function linksOf(pages: readonly Page[]): Readonly<Record<string, string>> {
  const links: Record<string, string> = {
    "monitoring/runbooks": "runbooks/index.html",
  };
  for (const { source, url, section } of pages) {
    if (source === undefined || section === "home" || section === "glossary") {
      continue;
    }
    links[source.replace(/\/index$/, "")] ??= url;
  }
  return links;
}
