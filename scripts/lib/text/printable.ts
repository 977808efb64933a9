/**
 * Text of other people, made safe to show. A terminal acts on control
 * characters: they move the cursor, hide text, or write over the line before.
 * @module
 */

/**
 * Control characters but the tab and the line feed, letters without a width, and
 * the marks that turn the direction of text around: they make a line read
 * differently from what it is.
 */
const UNPRINTABLE =
  // deno-lint-ignore no-control-regex -- these are what it is about
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * The text with each of these written out, such as `\u001b`. Inside a string of
 * JSON that is the same value, so that JSON stays what it was.
 */
export function printable(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(
    UNPRINTABLE,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The same in one line of at most so many characters. */
export function printableLine(text: string, most = 300): string {
  const line = printable(text).replace(/\s+/g, " ").trim();
  const letters = [...line.slice(0, most + 1)];
  return letters.length > most || line.length > most + 1
    ? `${letters.slice(0, most - 1).join("")}…`
    : line;
}
