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
  const names = [...document.matchAll(/^<!-- ([a-z-]+) -->$/gm)]
    .map(([, name = ""]) => name);
  let filled = document;
  for (const name of names) {
    const text = blocks.get(name);
    if (text === undefined) {
      throw new Error(
        `Cannot fill <!-- ${name} -->: blocks are ${[...blocks.keys()].join()}`,
      );
    }
    const block = new RegExp(
      `^<!-- ${name} -->$[\\s\\S]*?^<!-- /${name} -->$`,
      "m",
    );
    if (!block.test(filled)) {
      throw new Error(`Cannot fill <!-- ${name} -->: its end is missing`);
    }
    filled = filled.replace(
      block,
      () => `<!-- ${name} -->\n${text}\n<!-- /${name} -->`,
    );
  }
  return filled;
}

/** A Markdown table. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
