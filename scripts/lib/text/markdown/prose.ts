/**
 * A text without its code.
 * @module
 */

import { fencesIn } from "./blocks.ts";

/**
 * The Markdown with each block of code replaced, so that lines keep their
 * numbers.
 * @param instead stands in the first line of each block
 */
export function withoutCode(markdown: string, instead = ""): string {
  const lines = markdown.split("\n");
  for (const block of fencesIn(markdown)) {
    lines.fill("", block.line - 1, block.lastLine);
    lines[block.line - 1] = instead;
  }
  return lines.join("\n");
}
