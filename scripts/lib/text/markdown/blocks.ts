/**
 * Markdown as forges show it: headings, fences, tables, comments and text, each
 * with its lines.
 *
 * The libraries know what regular expressions over lines get wrong: a fence in a
 * numbered list, a fence of tildes, a `#` or a `|` inside code, a bar that is
 * escaped in a cell, a heading that is underlined, CRLF.
 * @module
 */

import type { Nodes, Root, Table as TableNode } from "mdast";
import {
  fromMarkdown,
  frontmatter,
  frontmatterFromMarkdown,
  gfmTable,
  gfmTableFromMarkdown,
  toString,
} from "./library/library.js";

/** Where something stands: its first and its last line, from 1. */
interface Place {
  readonly line: number;
  readonly lastLine: number;
}

/** A heading of any form. */
export interface Heading extends Place {
  readonly kind: "heading";
  /** 1 to 6. */
  readonly depth: number;
  /** Without marks, links and comments. */
  readonly text: string;
}

/** A block of code: between backticks or tildes, or indented. */
export interface Fence extends Place {
  readonly kind: "fence";
  /** First word after the backticks, in lower case; "" when there is none. */
  readonly language: string;
  /** The other words there. */
  readonly meta: string;
  /** Without the indentation of a list that it stands in. */
  readonly code: string;
}

/** A table. */
export interface Table extends Place {
  readonly kind: "table";
  /** Cells of its heading, without marks. */
  readonly columns: readonly string[];
  /** Cells below, without marks; as many in each as there are columns. */
  readonly rows: readonly TableRow[];
}

/** A row of a table. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** An HTML comment that stands by itself. */
export interface Comment extends Place {
  readonly kind: "comment";
  /** Between `<!--` and `-->`, without spaces around it. */
  readonly text: string;
}

/** A paragraph, anywhere: by itself, in a list, in a quotation. */
export interface Paragraph extends Place {
  readonly kind: "text";
  /** Without marks, links and comments; its lines as they are. */
  readonly text: string;
}

/** YAML between two lines of `---` at the very beginning. */
export interface FrontMatter extends Place {
  readonly kind: "front_matter";
  readonly text: string;
}

/** Any of them. */
export type Block =
  | Heading
  | Fence
  | Table
  | Comment
  | Paragraph
  | FrontMatter;

/** All blocks of a text in their order; those in lists and quotations too. */
export function blocksIn(markdown: string): readonly Block[] {
  return [...blocksOf(treeOf(markdown))];
}

/** The blocks of code in a text. */
export function fencesIn(markdown: string): readonly Fence[] {
  return blocksIn(markdown).filter((block) => block.kind === "fence");
}

/** The tables in a text. */
export function tablesIn(markdown: string): readonly Table[] {
  return blocksIn(markdown).filter((block) => block.kind === "table");
}

/** The tree as the libraries have it, for what blocks do not show. */
export function treeOf(markdown: string): Root {
  return fromMarkdown(markdown.replaceAll(/\r\n?/g, "\n"), {
    extensions: [gfmTable(), frontmatter(["yaml"])],
    mdastExtensions: [
      gfmTableFromMarkdown(),
      frontmatterFromMarkdown(["yaml"]),
    ],
  });
}

function* blocksOf(node: Nodes): Iterable<Block> {
  const place = {
    line: node.position?.start.line ?? 1,
    lastLine: node.position?.end.line ?? 1,
  };
  switch (node.type) {
    case "heading":
      yield {
        kind: "heading",
        depth: node.depth,
        text: wordsOf(node),
        ...place,
      };
      break;
    case "code":
      yield {
        kind: "fence",
        language: node.lang?.toLowerCase() ?? "",
        meta: node.meta ?? "",
        code: node.value,
        ...place,
      };
      break;
    case "table":
      yield { kind: "table", ...tableOf(node), ...place };
      break;
    case "html": {
      const [, text] = /^<!--([^]*?)-->\s*$/.exec(node.value) ?? [];
      if (text !== undefined) {
        yield { kind: "comment", text: text.trim(), ...place };
      }
      break;
    }
    case "paragraph":
      yield { kind: "text", text: wordsOf(node), ...place };
      break;
    case "yaml":
      yield { kind: "front_matter", text: node.value, ...place };
      break;
    default:
      if ("children" in node) {
        for (const child of node.children) yield* blocksOf(child);
      }
  }
}

function tableOf(node: TableNode): Pick<Table, "columns" | "rows"> {
  const [head, ...rows] = node.children.map((row) => ({
    cells: row.children.map(wordsOf),
    line: row.position?.start.line ?? 1,
  }));
  const columns = head?.cells ?? [];
  return {
    columns,
    rows: rows.map(({ cells, line }) => ({
      cells: columns.map((_, i) => cells[i] ?? ""),
      line,
    })),
  };
}

function wordsOf(node: Nodes): string {
  return toString(node, { includeHtml: false }).trim();
}
