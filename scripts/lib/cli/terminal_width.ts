/**
 * Text within the width of a terminal: a line that is longer goes on below,
 * indented, and breaks between words. A terminal would break it anywhere.
 * @module
 */

/** Space before what goes on, beyond the line's own indentation. */
const HANG = "  ";

/** Breaks each line that is wider; a word that is wider has a line of its own. */
export function fitted(text: string, columns: number): string {
  return text.split("\n").flatMap((line) => broken(line, columns)).join("\n");
}

function broken(line: string, columns: number): readonly string[] {
  if (line.length <= columns) return [line];
  const own = /^ */.exec(line)?.[0] ?? "";
  // An indentation of half the screen would leave no room for words.
  const indent = own.length * 2 < columns ? own + HANG : HANG;
  const lines: string[] = [];
  let left = line;
  while (left.length > columns) {
    const least = lines.length === 0 ? own.length : indent.length;
    const cut = breakOf(left, columns, least);
    if (cut === undefined) break;
    lines.push(left.slice(0, cut).trimEnd());
    left = indent + left.slice(cut).trimStart();
  }
  return [...lines, left];
}

/** Where a line is broken: at its last space that fits, else at its first. */
function breakOf(
  line: string,
  columns: number,
  least: number,
): number | undefined {
  const last = line.lastIndexOf(" ", columns);
  if (last > least) return last;
  const first = line.indexOf(" ", Math.max(least, columns));
  return first === -1 ? undefined : first;
}
