/** The exports of the bundle; the trees are those of `@types/mdast`. */
import type { Nodes, Root } from "mdast";

/** Part of a parser; opaque. */
export interface Extension {
  readonly extension: unique symbol;
}

export function fromMarkdown(text: string, options: {
  readonly extensions: readonly Extension[];
  readonly mdastExtensions: readonly Extension[];
}): Root;
export function frontmatter(kinds: readonly string[]): Extension;
export function frontmatterFromMarkdown(kinds: readonly string[]): Extension;
export function gfmTable(): Extension;
export function gfmTableFromMarkdown(): Extension;
export function toString(
  node: Nodes | readonly Nodes[],
  options?: { readonly includeHtml?: boolean },
): string;
