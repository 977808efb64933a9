/**
 * The parts of a text under its headings.
 * @module
 */

import { blocksIn, type Heading } from "./blocks.ts";

/** A heading, and what stands below it. */
export interface Section extends Omit<Heading, "kind"> {
  /** The Markdown below the heading, without empty lines around it. */
  readonly body: string;
}

/**
 * The sections of a text. Each ends at the next heading.
 * @param depth when given, sections begin at headings of this depth (1 to 6) and
 *   of smaller ones, and deeper headings belong to their bodies
 */
export function sectionsIn(markdown: string, depth = 6): readonly Section[] {
  const lines = markdown.split(/\r\n?|\n/);
  const headings = blocksIn(markdown).filter((block) =>
    block.kind === "heading"
  ).filter((heading) => heading.depth <= depth);
  return headings.map(({ kind: _, ...heading }, i) => {
    const next = headings[i + 1];
    const end = next === undefined ? lines.length : next.line - 1;
    return {
      ...heading,
      lastLine: end,
      body: lines.slice(heading.lastLine, end).join("\n")
        .replace(/^(?:[ \t]*\n)+|\s+$/g, ""),
    };
  });
}
