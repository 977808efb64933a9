/**
 * Tables of a report, as students write them in Markdown.
 * @module
 */

import { tablesIn } from "./blocks.ts";

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
  for (const table of tablesIn(markdown)) {
    const places = columns.map((word) =>
      table.columns.findIndex((cell) => cell.toLowerCase().includes(word))
    );
    if (places.includes(-1)) continue;
    return table.rows.map(({ cells }) =>
      new Map(columns.map((word, n) => [word, cells[places[n] ?? -1] ?? ""]))
    );
  }
  return [];
}
