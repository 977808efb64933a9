/**
 * A report in the blocks that it is made of, with the line of each.
 * @module
 */

import type { List, Nodes, Parents, RootContent } from "mdast";
import { toString, treeOf } from "../../lib/text/markdown/mod.ts";
import type { Grid } from "./field.ts";

/** A block; `line` counts from 1. */
export type Block =
  & {
    readonly line: number;
    /** The headings above it, from the outermost. */
    readonly headings: readonly string[];
  }
  & (
    | {
      readonly kind: "heading";
      readonly text: string;
      readonly depth: number;
    }
    | { readonly kind: "paragraph"; readonly text: string }
    /** One entry of a list, without the lists below it. */
    | { readonly kind: "item"; readonly text: string; readonly list: number }
    | { readonly kind: "table"; readonly grid: Grid }
    /** Front matter, or a fence that is marked as YAML. */
    | { readonly kind: "yaml"; readonly text: string }
  );

/** The blocks of a Markdown text, in their order. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  new Walk(blocks).all(treeOf(markdown).children);
  return blocks;
}

class Walk {
  #headings: { readonly depth: number; readonly text: string }[] = [];
  #lists = 0;

  constructor(private readonly blocks: Block[]) {}

  all(nodes: readonly RootContent[]): void {
    for (const node of nodes) this.#one(node);
  }

  #one(node: RootContent): void {
    const place = {
      line: node.position?.start.line ?? 1,
      headings: this.#headings.map(({ text }) => text),
    };
    switch (node.type) {
      case "heading": {
        const { depth } = node;
        const text = wordsOf(node);
        this.#headings = [
          ...this.#headings.filter((one) => one.depth < depth),
          { depth, text },
        ];
        this.blocks.push({ kind: "heading", text, depth, ...place });
        break;
      }
      case "paragraph":
        this.blocks.push({ kind: "paragraph", text: wordsOf(node), ...place });
        break;
      case "table": {
        const [columns = [], ...rows] = node.children.map(({ children }) =>
          children.map(wordsOf)
        );
        const grid = { columns, rows, line: place.line };
        this.blocks.push({ kind: "table", grid, ...place });
        break;
      }
      case "code":
        if (/^ya?ml$/i.test(node.lang ?? "")) {
          const line = place.line + 1;
          this.blocks.push({ ...place, kind: "yaml", text: node.value, line });
        }
        break;
      case "yaml": // front matter
        this.blocks.push({
          ...place,
          kind: "yaml",
          text: node.value,
          line: place.line + 1,
        });
        break;
      case "list":
        this.#list(node);
        break;
      case "blockquote":
        this.all(node.children);
        break;
      default:
    }
  }

  #list({ children }: List): void {
    const list = this.#lists++;
    for (const { children: parts, position } of children) {
      const text = parts.filter(({ type }) => type === "paragraph")
        .map(wordsOf).join("\n");
      this.blocks.push({
        kind: "item",
        text,
        list,
        line: position?.start.line ?? 1,
        headings: this.#headings.map((one) => one.text),
      });
      this.all(parts.filter(({ type }) => type !== "paragraph"));
    }
  }
}

/** The words of a node; a line break stays one. */
function wordsOf(node: Nodes): string {
  if (node.type === "break") return "\n";
  return isParent(node) ? node.children.map(wordsOf).join("") : toString(node);
}

function isParent(node: Nodes): node is Parents {
  return "children" in node;
}
