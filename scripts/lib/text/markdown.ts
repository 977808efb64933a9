/**
 * Tables of a report, as students write them in Markdown.
 * @module
 */

/** A row: its cells by the words of the heading, in lower case. */
export type Row = ReadonlyMap<string, string>;

/**
 * The rows below the first heading that has all these words; none when there is
 * no such table. A heading cell that only contains the word counts, and is
 * found by that word: `Content (MB)` by `content`.
 * @param columns in lower case
 */
export function tableRows(
  markdown: string,
  columns: readonly string[],
): readonly Row[] {
  const lines = markdown.split("\n").map((line) => line.trim());
  for (const [i, line] of lines.entries()) {
    if (!line.startsWith("|")) continue;
    const places = columns.map((word) =>
      cellsOf(line).findIndex((cell) => cell.toLowerCase().includes(word))
    );
    if (places.includes(-1)) continue;
    const rows: Row[] = [];
    for (const below of lines.slice(i + 1)) {
      if (!below.startsWith("|")) break;
      if (/^[\s|:-]+$/.test(below)) continue;
      const cells = cellsOf(below);
      rows.push(
        new Map(
          columns.map((word, n) => [word, cells[places[n] ?? -1] ?? ""]),
        ),
      );
    }
    return rows;
  }
  return [];
}

function cellsOf(line: string): readonly string[] {
  return line.split("|").slice(1, -1).map((cell) =>
    cell.trim().replace(/^[`*]+|[`*]+$/g, "")
  );
}

/** The first number of a cell: "1,048.5 MB" is 1048.5; NaN when there is none. */
export function numberIn(cell: string | undefined): number {
  const digits = /-?\d[\d,\u202f ]*(?:\.\d+)?/.exec(cell ?? "")?.[0];
  return digits === undefined ? NaN : Number(digits.replace(/[,\u202f ]/g, ""));
}
