/**
 * A review as people write it: headings at any depth, tables in either direction,
 * and lines that say `Name: value`, in English, German or Russian.
 * @module
 */

import { sectionsIn, tablesIn } from "../../scripts/lib/text/markdown/mod.ts";
import { plainText } from "../../scripts/checks/report_fields/mod.ts";

/** The topic of each part of the review, by the words of its heading. */
export const ABOUT = {
  slo: /\bslos?\b|objective|\bziele?\b|цел[иь]/iu,
  load: /\bload\b|\blast(?:tests?)?\b|нагруз/iu,
  dora: /dora/i,
  risks: /risk|risik|риск/iu,
  toil: /toil|mühsal|routine|рутин/iu,
  gaps: /\bgaps?\b|blind|lücke|пробел/iu,
  capacity: /capacit|kapazit|[её]мкост|мощност/iu,
} as const;

/** A part of a text under its heading, with the parts below it. */
export interface Section {
  readonly heading: string;
  readonly depth: number;
  readonly body: string;
}

/** A table: names of its columns in lower case, and its rows, without marks. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** All sections, in their order; each has those of greater depth in it. */
export function sectionsOf(text: string): readonly Section[] {
  const all = [1, 2, 3, 4, 5, 6].flatMap((depth) =>
    sectionsIn(text, depth).filter((one) => one.depth === depth)
  ).toSorted((a, b) => a.line - b.line);
  return all.map(({ text: heading, depth, body }) => ({
    heading: plainText(heading),
    depth,
    body,
  }));
}

/**
 * The first section whose heading says so, below the title if there is one that
 * does; undefined: there is none.
 */
export function sectionOf(text: string, heading: RegExp): string | undefined {
  const found = sectionsOf(text).filter((one) => heading.test(one.heading));
  return (found.find(({ depth }) => depth > 1) ?? found[0])?.body;
}

/** The tables of a text. */
export function tablesOf(text: string): readonly Table[] {
  return tablesIn(text).map(({ columns, rows }) => ({
    columns: columns.map((one) => plainText(one).toLowerCase()),
    rows: rows.map(({ cells }) => cells.map(plainText)),
  }));
}

/** The first table that has columns with all these words, turned if need be. */
export function tableWith(
  text: string,
  ...words: readonly RegExp[]
): Table | undefined {
  return tablesOf(text).flatMap((table) => [table, turned(table)])
    .find(({ columns }) =>
      words.every((word) => columns.some((column) => word.test(column)))
    );
}

/** The columns of a text's largest table, in words; undefined: it has none. */
export function otherColumns(text: string): string | undefined {
  const [largest] = tablesOf(text).filter(({ rows }) =>
    rows.some((row) => row.slice(1).some((cell) => cell !== ""))
  ).toSorted((a, b) => b.rows.length - a.rows.length);
  return largest?.columns.map((one) => JSON.stringify(one)).join(", ");
}

function turned({ columns, rows }: Table): Table {
  const grid = [columns, ...rows];
  const [head = [], ...rest] = columns.map((_, i) =>
    grid.map((row) => row[i] ?? "")
  );
  return { columns: head.map((one) => one.toLowerCase()), rows: rest };
}

/** The cell of a row below the column that says so; empty: there is none. */
export function cellOf(
  { columns }: Table,
  row: readonly string[],
  column: RegExp,
): string {
  return row[columns.findIndex((one) => column.test(one))] ?? "";
}

/**
 * The value of `name` in a line: behind a colon, a dash or an equals sign, or
 * in the next cell of a table.
 */
export function valueOf(text: string, name: RegExp): string | undefined {
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*\|/.test(line)) {
      const cells = line.trim().replaceAll(/^\||(?<!\\)\|$/g, "")
        .split(/(?<!\\)\|/).map((cell) => cell.replaceAll("\\|", "|"))
        .map(plainText);
      const at = cells.findIndex((cell) => name.test(cell));
      const value = at < 0 ? undefined : cells[at + 1];
      if (value) return value;
      continue;
    }
    const plain = plainText(line.replace(/^[\s>*+-]*(?:\d+[.)]\s)?/, ""));
    const [, label = "", value = ""] =
      /^(.+?)\s*(?::(?!\d\d\b)|=| [–—-] )\s*(.*)$/.exec(plain) ?? [];
    if (name.test(label.trim()) && value !== "") return value;
  }
  return undefined;
}
