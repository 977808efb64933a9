/**
 * Pages of files that other pages link to: documents, and code as it is. A folder
 * is a list of its files.
 * @module
 */

import { posix } from "node:path";
import { blocksIn, treeOf } from "../../../lib/text/markdown/mod.ts";
import type { Nodes } from "mdast";
import type { Page } from "../model/page.ts";
import { withInstructorParts, withoutMarks } from "../text/marks.ts";
import type { Tree } from "../model/tree.ts";

/** Longer files are shown up to here (characters). */
const MAX_SHOWN = 60_000;

/** Paths that a document links to or shows, from the root. */
export function linkedFrom(
  source: string,
  markdown: string,
): readonly { readonly path: string; readonly isImage: boolean }[] {
  return [...targets(treeOf(markdown))].flatMap(({ url, isImage }) => {
    if (/^[a-z][a-z+.-]*:|^#/i.test(url)) return [];
    const [bare = ""] = url.split("#");
    const path = posix.join(posix.dirname(source), decodeURIComponent(bare));
    return [{ path: path.replace(/\/$/, ""), isImage }];
  });
}

function* targets(
  node: Nodes,
): Iterable<{ readonly url: string; readonly isImage: boolean }> {
  if (node.type === "link" || node.type === "definition") {
    yield { url: node.url, isImage: false };
  }
  if (node.type === "image") yield { url: node.url, isImage: true };
  if ("children" in node) {
    for (const child of node.children) yield* targets(child);
  }
}

/** The page of one file or folder. */
export async function filePage(path: string, tree: Tree): Promise<Page> {
  const title = path;
  const section = "files";
  if (tree.isFolder(path)) {
    const files = tree.paths.filter((one) => posix.dirname(one) === path);
    const items = files.map((one) =>
      `- [${posix.basename(one)}](${posix.basename(one)})`
    );
    return {
      url: `files/${path}/index.html`,
      title,
      section,
      source: `${path}/index`,
      body: `# \`${path}\`\n\n${items.join("\n")}\n`,
      isUnsearched: true,
    };
  }
  const text = await tree.read(path);
  if (path.endsWith(".md")) {
    const heading = blocksIn(text).find((one) => one.kind === "heading");
    return {
      url: `files/${path.replace(/\.md$/, ".html")}`,
      title: heading?.kind === "heading" ? heading.text : path,
      section,
      source: path,
      body: withoutMarks(withInstructorParts(text)),
    };
  }
  return {
    url: `files/${path}.html`,
    title,
    section,
    source: path,
    body: codeBody(path, text),
    isUnsearched: true,
  };
}

function codeBody(path: string, text: string): string {
  const shown = text.slice(0, MAX_SHOWN);
  const rest = text.length - shown.length;
  const ticks = "`".repeat(
    1 + Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)),
  );
  const more = rest === 0 ? "" : `\n\n${rest} characters more are in the file.`;
  const language = posix.extname(path).slice(1);
  return `# \`${path}\`\n\n${ticks}${language}\n${shown.trimEnd()}\n${ticks}${more}\n`;
}
