/**
 * Builds a website into a folder.
 * @module
 */

import { dirname, resolve } from "node:path";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readOptional, readText, replaceFile } from "../../lib/files/mod.ts";
import { contentOf, type More, NOTHING, onlyMore } from "./content.ts";
import { generate, searchLibrary } from "./generate.ts";
import type { Edition } from "./model/page.ts";
import { sectionsOf } from "./search_data.ts";
import { slidePages } from "./slide_pages.ts";
import type { Tree } from "./model/tree.ts";

/** The pages to build. */
export interface BuildOptions {
  readonly tree: Tree;
  readonly edition: Edition;
  /** Where to; a website that is there already is replaced. */
  readonly out: string;
  /** Pages and drawings that only some websites have. */
  readonly more?: More;
  /** False: these pages alone, without those of the course. */
  readonly isWhole?: boolean;
}

/** The result of a build. */
export interface Built {
  readonly pages: number;
  readonly slides: number;
  readonly sections: number;
}

const ASSETS = [
  "icon.svg",
  "lab.js",
  "quiz.js",
  "search.js",
  "site.css",
  "site.js",
  "theme.js",
] as const;

/** Says that a folder is a website, which may be replaced. */
const MARK = "website.json";

/** Builds it. @throws {CouldNotRun} when the folder has something else in it */
export async function buildSite(
  { tree, edition, out, more = NOTHING, isWhole = true }: BuildOptions,
): Promise<Built> {
  const target = resolve(out);
  await refuseOther(target);
  const draft = `${target}.${Deno.pid}.part`;
  await Deno.mkdir(draft, { recursive: true });
  try {
    const content = isWhole
      ? await contentOf(tree, edition, more)
      : onlyMore(edition, more);
    const library = searchLibrary();
    const slides = isWhole ? await slidePages(tree) : new Map<string, string>();
    await generate(content, draft);
    const put = async (path: string, text: string): Promise<void> => {
      await Deno.mkdir(dirname(`${draft}/${path}`), { recursive: true });
      await replaceFile(`${draft}/${path}`, text);
    };
    for (const [path, text] of slides) await put(path, text);
    for (const name of ASSETS) {
      const url = new URL(`./assets/${name}`, import.meta.url);
      await put(`assets/${name}`, await readText(url));
    }
    for (const path of content.images) {
      await Deno.mkdir(dirname(`${draft}/files/${path}`), { recursive: true });
      const picture = await Deno.readFile(`${tree.root}/${path}`);
      await replaceFile(`${draft}/files/${path}`, picture);
    }
    const found = (await Promise.all(
      content.pages.filter(({ isUnsearched }) => !isUnsearched).map(
        async ({ url, title }) =>
          sectionsOf(url, title, await readText(`${draft}/${url}`)),
      ),
    )).flat();
    const json = JSON.stringify(found).replaceAll("<", "\\u003c");
    await put("assets/search-data.js", `globalThis.SEARCH_DATA = ${json};\n`);
    await put("assets/minisearch.js", await library);
    await put(".nojekyll", "");
    const pages = content.pages.length;
    await put(MARK, JSON.stringify({ edition, pages }) + "\n");
    await Deno.remove(target, { recursive: true }).catch(ignoreMissing);
    await Deno.rename(draft, target);
    return { pages, slides: countSlides(slides), sections: found.length };
  } catch (error) {
    await Deno.remove(draft, { recursive: true });
    throw error;
  }
}

function countSlides(files: ReadonlyMap<string, string>): number {
  return [...files.keys()].filter((path) => path.endsWith(".html")).length;
}

async function refuseOther(out: string): Promise<void> {
  if (await readOptional(`${out}/${MARK}`) !== undefined) return;
  try {
    for await (const { name } of Deno.readDir(out)) {
      throw new CouldNotRun(
        `Cannot build into ${out}: it is no website, it has ${name}. Name ` +
          "another folder with --out",
      );
    }
  } catch (error) {
    ignoreMissing(error);
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
