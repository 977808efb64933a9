/**
 * Text that is safe in HTML.
 * @module
 */

/** Replaces what HTML would read as its own, also in attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
