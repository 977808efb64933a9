/**
 * Whether a program prints what a document shows: the same words in the same
 * order, whatever the figures, times and names that differ from run to run.
 * @module
 */

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Lines of `shown` that `printed` has no like of, in their order. */
export function unlike(
  shown: readonly string[],
  printed: string,
): readonly string[] {
  const lines = printed.split("\n").map(skeleton);
  let at = 0;
  return shown.filter((line) => {
    const wanted = skeleton(line);
    if (wanted === "" || wanted === "...") return false;
    const found = lines.indexOf(wanted, at);
    if (found < 0) return true;
    at = found + 1;
    return false;
  });
}

/** A line without what differs. */
function skeleton(line: string): string {
  return line.replace(UUID, "ID")
    .replace(/\d+(?:\.\d+)?/g, "0")
    .replace(/\b0 (?:ms|s|min)\b/g, "0 s")
    .replace(/\s+/g, " ").trim();
}

/** Ids in a text, each once. */
export function idsIn(text: string): readonly string[] {
  return [...new Set(text.match(UUID) ?? [])];
}
