/**
 * Marks in a text that are for machines, taken out; and what is for instructors,
 * made visible as such.
 * @module
 */

/** Without comments, outside of code. */
export function withoutMarks(markdown: string): string {
  return outsideFences(
    markdown,
    (text) => text.replace(/^[ \t]*<!--[^]*?-->[ \t]*\n?/gm, ""),
  );
}

/** Parts for instructors get a frame. */
export function withInstructorParts(markdown: string): string {
  return markdown
    .replace(
      /^<!-- for instructors -->$/gm,
      '<div class="instructors"><p class="label">For instructors</p>\n',
    )
    .replace(/^<!-- \/for instructors -->$/gm, "\n</div>\n");
}

/** Changes a text, but no block of code in it. */
export function outsideFences(
  markdown: string,
  change: (text: string) => string,
): string {
  // A captured separator stays in the list: every second part is a fence.
  return markdown.split(/(^(`{3,}|~{3,})[^]*?^\2[ \t]*$)/gm)
    .map((part, i) => i % 3 === 0 ? change(part) : i % 3 === 1 ? part : "")
    .join("");
}
