/**
 * Which lines of a text belong to which way of running the shop.
 * @module
 */

import { type Block, blocksIn } from "../../../lib/text/markdown/mod.ts";

/** The ways, as the texts mark them. */
export type Platform = "compose" | "dev" | "cluster";

/** Lines for one way, from 1, both ends included. */
export interface Panel {
  readonly platform: Platform;
  readonly first: number;
  readonly last: number;
}

type Paragraph = Extract<Block, { readonly kind: "text" }>;

/** A sentence that only leads to the commands of one way. */
const LEAD = /^(?:with(?:out)?|on (?:a|the) cluster)\b[^.]*:$/i;
/** Longest such sentence (characters). */
const MAX_LEAD = 90;
/** More paragraphs between two ways are for all readers. */
const MAX_BETWEEN = 3;
/** Languages of blocks that show what a command prints. */
const OUTPUT: readonly string[] = ["", "console", "text"];

/** Finds them, in their order. */
export function panelsIn(text: string): readonly Panel[] {
  const panels: Panel[] = [];
  let marked: { platform: Platform; line: number } | undefined;
  // Paragraphs since the last panel, when nothing else stands between.
  let since: Paragraph[] = [];
  let isNext = false;
  for (const block of blocksIn(text)) {
    if (block.kind === "comment") {
      const platform = platformOf(block.text);
      if (platform !== undefined) marked = { platform, line: block.line };
    } else if (block.kind === "text") {
      since.push(block);
      marked = undefined;
    } else if (block.kind === "fence" && marked !== undefined) {
      const before = isNext ? panels.pop() : undefined;
      const { platform } = marked;
      const lead = leadOf(since, before?.platform === platform);
      const isOther = before !== undefined && before.platform !== platform &&
        lead !== undefined && since.length <= MAX_BETWEEN;
      if (before !== undefined) {
        // Text before the first words about another way is about this one.
        panels.push(isOther ? { ...before, last: lead.line - 1 } : before);
      }
      const first = lead?.line ?? marked.line;
      panels.push({ platform, first, last: block.lastLine });
      [since, isNext, marked] = [[], true, undefined];
    } else if (
      block.kind === "fence" && OUTPUT.includes(block.language) && isNext &&
      since.length === 0
    ) {
      const before = panels.pop();
      if (before !== undefined) {
        panels.push({ ...before, last: block.lastLine });
      }
    } else [since, isNext, marked] = [[], false, undefined];
  }
  return panels;
}

/** The last paragraph, when it only leads to the commands below it. */
function leadOf(
  since: readonly Paragraph[],
  isSameWay: boolean,
): Paragraph | undefined {
  const last = since.at(-1);
  const words = last?.text.trim() ?? "";
  const isLead = words.length <= MAX_LEAD && LEAD.test(words);
  const goesOn = isSameWay && since.length === 1 && words.endsWith(":");
  return isLead || goesOn ? last : undefined;
}

function platformOf(comment: string): Platform | undefined {
  const [, platform] = /^lab: (compose|dev|cluster)$/.exec(comment) ?? [];
  return platform === "compose" || platform === "dev" || platform === "cluster"
    ? platform
    : undefined;
}
