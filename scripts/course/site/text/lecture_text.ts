/**
 * A lecture as a page to read: the slides one below the other, each with what
 * the lecturer says.
 * @module
 */

import { outsideFences, withInstructorParts, withoutMarks } from "./marks.ts";

const MARK = "\\p{Extended_Pictographic}\\uFE0F?\\u200D?";

/** The page's Markdown. */
export function lectureBody(markdown: string): string {
  const text = withInstructorParts(markdown)
    .replace(
      /<!-- note:([^]*?)-->/g,
      (_, note: string) =>
        `<div class="note" role="note">\n\n${
          note.replaceAll(/\s+/g, " ").trim()
        }\n\n</div>`,
    )
    .replace(
      /^## 📍 Slide (\d+) – \S+ (.*)$/gm,
      '<a id="slide-$1"></a>\n\n## $1. $2',
    );
  return outsideFences(withoutMarks(text), (part) =>
    part
      .replace(new RegExp(`^(#{1,3}) (?:${MARK})+\\s*`, "gmu"), "$1 ")
      .replace(new RegExp(`^> (?:${MARK})+\\s*`, "gmu"), "> ")
      .replace(/^---$/gm, ""));
}
