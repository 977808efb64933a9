/**
 * Generated parts of documents: what stands between `<!-- NAME -->` and
 * `<!-- /NAME -->` is written by code.
 * @module
 */

/** Texts of blocks, by their names. */
export type Blocks = ReadonlyMap<string, string>;

/**
 * Puts each block into a document that has its marks.
 * @throws {Error} when a mark names no block, or is not closed
 */
export function fillBlocks(document: string, blocks: Blocks): string {
  // A document may show one block in two places: each mark is filled.
  return document.replace(
    /^<!-- ([a-z-]+) -->$(?:[\s\S]*?^<!-- \/\1 -->$)?/gm,
    (found, name: string) => {
      const text = blocks.get(name);
      if (text === undefined) {
        throw new Error(
          `Cannot fill <!-- ${name} -->: blocks are ${
            [...blocks.keys()].join()
          }`,
        );
      }
      if (!found.endsWith(`<!-- /${name} -->`)) {
        throw new Error(`Cannot fill <!-- ${name} -->: its end is missing`);
      }
      return `<!-- ${name} -->\n${text}\n<!-- /${name} -->`;
    },
  );
}

/** A Markdown table. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
