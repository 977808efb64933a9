/**
 * A sentence of a program as HTML: code between backticks, the rest as text.
 * @module
 */

import { escapeHtml } from "../../../lib/text/mod.ts";

/** One line of HTML, so that Markdown leaves it alone. */
export function inlineHtml(text: string): string {
  return escapeHtml(text.replaceAll(/\s+/g, " ").trim())
    .replace(/`([^`]+)`/g, "<code>$1</code>");
}
