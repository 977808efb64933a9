/**
 * The part of a text that people read: without its code, and as paragraphs.
 * @module
 */

import type { Nodes } from "mdast";
import { fencesIn, treeOf } from "./blocks.ts";

/** A piece of prose: a paragraph, an item of a list, a heading, a cell. */
export interface Prose {
  /** Its first line, from 1. */
  readonly line: number;
  /** Without marks and comments; each piece of code is the word `Code`. */
  readonly text: string;
  readonly kind: "paragraph" | "item" | "heading" | "cell";
}

/** Stands for code in a sentence: a command is one word, whatever it says. */
const CODE = "Code";

/** All prose of a text in its order. */
export function proseIn(markdown: string): readonly Prose[] {
  return [...proseOf(treeOf(markdown), "paragraph")];
}

function* proseOf(node: Nodes, kind: Prose["kind"]): Iterable<Prose> {
  const line = node.position?.start.line ?? 1;
  switch (node.type) {
    case "heading":
      yield { line, text: wordsOf(node), kind: "heading" };
      break;
    case "tableCell":
      yield { line, text: wordsOf(node), kind: "cell" };
      break;
    case "paragraph":
      yield { line, text: wordsOf(node), kind };
      break;
    default:
      if (!("children" in node)) return;
      for (const child of node.children) {
        yield* proseOf(child, node.type === "listItem" ? "item" : kind);
      }
  }
}

function wordsOf(node: Nodes): string {
  switch (node.type) {
    case "inlineCode":
      return CODE;
    case "text":
      return node.value;
    case "break":
      return "\n";
    case "image":
      return node.alt ?? "";
    default:
      return "children" in node ? node.children.map(wordsOf).join("") : "";
  }
}

/**
 * The Markdown with each block of code replaced, so that lines keep their
 * numbers.
 * @param instead stands in the first line of each block
 */
export function withoutCode(markdown: string, instead = ""): string {
  const lines = markdown.split("\n");
  for (const block of fencesIn(markdown)) {
    lines.fill("", block.line - 1, block.lastLine);
    lines[block.line - 1] = instead;
  }
  return lines.join("\n");
}
