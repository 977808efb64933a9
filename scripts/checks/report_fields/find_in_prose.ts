/**
 * Where a report without the structured part says something: behind a label in
 * a table or a line, below a heading, or in a sentence.
 * @module
 */

import type { Block } from "./blocks.ts";
import type { Grid } from "./field.ts";
import { isBlank } from "./kinds.ts";
import { plainText } from "./plain_text.ts";
import { withUnit } from "./unit_in_label.ts";

/** A place that may say it. */
export interface Candidate {
  readonly text: string;
  /** Line of the report, from 1. */
  readonly line: number;
  /** The label names this place, so that what stands here is meant. */
  readonly isSure: boolean;
}

/** A column of values, beside one that says what they are. */
const VALUE_COLUMN =
  /^(?:value|values|measured|result|answer|wert|werte|ergebnis|значени\p{L}*|результат)(?!\p{L})/iu;

/** The text that may stand between a label and its value. */
const BEHIND_LABEL = /^[^:=|]{0,40}?(?:\([^)]*\))?\s*[:=–—→]\s*(.*)$/s;

/** Words between a label and its value in a sentence. */
const IS =
  /^\W*(?:is|are|was|were|=|:|→|ist|sind|war|—|–|это|составляет)(?!\p{L})/iu;

/** The blocks below a heading that matches; all, when there is none. */
export function within(
  blocks: readonly Block[],
  section: RegExp | undefined,
): readonly Block[] {
  if (section === undefined) return blocks;
  const found = blocks.filter(({ headings }) =>
    headings.some((heading) => section.test(plainText(heading)))
  );
  return found.length === 0 ? blocks : found;
}

/**
 * All places that a label finds, the best first; empty cells are left out.
 * Where the form has a place for it, a sentence elsewhere is not meant.
 */
export function candidatesFor(
  blocks: readonly Block[],
  labels: readonly RegExp[],
  hasPlace: boolean,
): readonly Candidate[] {
  const all = labels.flatMap((label) =>
    [
      blocks.flatMap((block) => inTable(block, label)),
      blocks.flatMap((block) => behindLabel(block, label)),
      belowHeading(blocks, label),
      blocks.flatMap((block) => inSentence(block, label)),
    ].flatMap((places, rank) => places.map((place) => ({ ...place, rank })))
  );
  const isPlaced = hasPlace || all.some(({ isSure }) => isSure);
  return all.toSorted((a, b) => a.rank - b.rank)
    .filter(({ text, isSure }) => !isBlank(text) && (isSure || !isPlaced));
}

/** The entries of the first list below a heading or a label that matches. */
export function itemsFor(
  blocks: readonly Block[],
  labels: readonly RegExp[],
): { readonly items: readonly string[]; readonly line: number } | undefined {
  for (const label of labels) {
    const at = blocks.findIndex((block) =>
      (block.kind === "heading" || block.kind === "paragraph") &&
      label.test(plainText(block.text))
    );
    const first = blocks.slice(at + 1).find((block) =>
      block.kind !== "paragraph"
    );
    if (at >= 0 && first?.kind === "item") return listAt(blocks, first.list);
  }
  return undefined;
}

/** The entries of one list. */
export function listAt(
  blocks: readonly Block[],
  list: number,
): { readonly items: readonly string[]; readonly line: number } {
  const items = blocks.filter((block) =>
    block.kind === "item" && block.list === list
  );
  return {
    items: items.flatMap((block) => "text" in block ? [block.text] : []),
    line: items[0]?.line ?? 1,
  };
}

function inTable(block: Block, label: RegExp): readonly Candidate[] {
  if (block.kind !== "table") return [];
  const { columns, rows, line } = block.grid;
  const place = (text: string, row: number) =>
    ({ text, line: row < 0 ? line : line + 2 + row, isSure: true }) as const;
  const value = columns.findIndex((head) => VALUE_COLUMN.test(plainText(head)));
  const matching = [columns, ...rows].flatMap((cells, i) => {
    const at = cells.findIndex((cell) => label.test(plainText(cell)));
    return at < 0 ? [] : [{ cells, at, row: i - 1 }];
  }).toSorted((a, b) => Math.sign(a.at) - Math.sign(b.at)); // first cells first
  return matching.flatMap(({ cells, at, row }) => {
    // A heading names its column, a cell of another row names its row.
    if (row < 0 && isHeading(block.grid, at)) {
      const head = columns[at] ?? "";
      return rows.slice(0, 1).map((first) =>
        place(withUnit(head, first[at] ?? ""), 0)
      );
    }
    const name = cells[at] ?? "";
    const others = [...cells.slice(at + 1), ...cells.slice(0, at)];
    const preferred = value >= 0 && value !== at ? [cells[value] ?? ""] : [];
    return [...preferred, ...others].map((text) =>
      place(withUnit(name, text), row)
    );
  });
}

/** Of a table whose first row is data, no column has a name. */
function isHeading({ columns }: Grid, at: number): boolean {
  return !columns.some((cell, i) => i !== at && /^\W*\d/.test(plainText(cell)));
}

function behindLabel(block: Block, label: RegExp): readonly Candidate[] {
  return textsOf(block).flatMap(({ text, line }) => {
    const end = endOf(label, text);
    const [, value] = end === undefined
      ? []
      : BEHIND_LABEL.exec(text.slice(end)) ?? [];
    return value === undefined ? [] : [{ text: value, line, isSure: true }];
  });
}

function belowHeading(
  blocks: readonly Block[],
  label: RegExp,
): readonly Candidate[] {
  return blocks.flatMap((block, i) => {
    if (block.kind !== "heading" || !label.test(plainText(block.text))) {
      return [];
    }
    const next = blocks[i + 1];
    return next !== undefined && "text" in next && next.kind !== "heading"
      ? [{ text: next.text, line: next.line, isSure: true }]
      : [];
  });
}

/** "46 payments failed", "payments that failed were 46". */
function inSentence(block: Block, label: RegExp): readonly Candidate[] {
  return textsOf(block).flatMap(({ text, line }) => {
    const match = label.exec(text);
    if (match === null) return [];
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    const number = /\S*\d\S*(?:\s+\p{L}{1,3})?\s*$/u.exec(before)?.[0];
    const places = number !== undefined && !IS.test(after)
      ? [number, after]
      : [after, number ?? ""];
    return places.map((place) => ({ text: place, line, isSure: false }));
  });
}

function endOf(label: RegExp, text: string): number | undefined {
  const match = label.exec(text);
  return match === null ? undefined : match.index + match[0].length;
}

/** A paragraph as a whole, and each of its lines. */
function textsOf(
  block: Block,
): readonly { readonly text: string; readonly line: number }[] {
  if (block.kind !== "paragraph" && block.kind !== "item") return [];
  const lines = block.text.split("\n");
  return [
    ...lines.map((text, i) => ({
      text: plainText(text),
      line: block.line + i,
    })),
    ...lines.length > 1
      ? [{ text: plainText(block.text), line: block.line }]
      : [],
  ];
}
