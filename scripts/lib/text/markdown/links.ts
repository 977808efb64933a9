/**
 * Links between documents, and from documents to code.
 * @module
 */

import type { Nodes } from "mdast";
import { blocksIn, treeOf } from "./blocks.ts";

/** A link that leads nowhere. */
export interface DeadLink {
  readonly document: string;
  readonly target: string;
}

/** The parts of the file tree that it asks. */
export interface Files {
  readonly exists: (path: string) => boolean;
  readonly read: (path: string) => string;
}

/** Relative links of a document that lead to no file, or to no heading. */
export function deadLinks(document: string, files: Files): DeadLink[] {
  const dead: DeadLink[] = [];
  for (const target of linksIn(treeOf(files.read(document)))) {
    if (/^[a-z][a-z+.-]*:/i.test(target)) continue;
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? document : resolve(document, path);
    const leads = files.exists(file) &&
      (anchor === undefined || !file.endsWith(".md") ||
        anchorsOf(files.read(file)).has(anchor));
    if (!leads) dead.push({ document, target });
  }
  return dead;
}

/** Targets of links and pictures, also of those that are defined elsewhere. */
function* linksIn(node: Nodes): Iterable<string> {
  if (
    node.type === "link" || node.type === "image" || node.type === "definition"
  ) yield node.url;
  if ("children" in node) {
    for (const child of node.children) yield* linksIn(child);
  }
}

function resolve(document: string, path: string): string {
  return decodeURIComponent(
    new URL(path, `file:///${document}`).pathname.slice(1),
  );
}

/** Anchors as forges make them of headings; the second of one name is `-1`. */
function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const block of blocksIn(markdown)) {
    if (block.kind !== "heading") continue;
    const anchor = block.text.toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-");
    let name = anchor;
    for (let n = 1; anchors.has(name); n++) name = `${anchor}-${n}`;
    anchors.add(name);
  }
  return anchors;
}
