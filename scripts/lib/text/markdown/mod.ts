/**
 * The reader of Markdown. It has a door of its own because its libraries take
 * 20 ms to load.
 * @module
 */

export {
  type Block,
  blocksIn,
  type Comment,
  type Fence,
  fencesIn,
  type FrontMatter,
  type Heading,
  type Paragraph,
  type Table,
  type TableRow,
  tablesIn,
  treeOf,
} from "./blocks.ts";
export { toString } from "./library/library.js";
export { deadLinks } from "./links.ts";
export { type Prose, proseIn, withoutCode } from "./prose.ts";
export { type Section, sectionsIn } from "./sections.ts";
export { type Row, tableRows } from "./tables.ts";
