/**
 * The failure table of a report, as students write it.
 * @module
 */

import { type Operation, OPERATIONS, type Part, PARTS } from "./parts.ts";

/** Whether each operation works, as the table says; undefined: not filled in. */
export type FailureTable = Readonly<
  Record<Part, Readonly<Record<Operation, boolean | undefined>>>
>;

const WORKS = /\b2\d\d\b|\b(works?|ok|yes|healthy|up)\b|✅|✓/i;
const FAILS =
  /\b[45]\d\d\b|\b(fails?|failed|no|error|down|degraded|broken)\b|❌|✗/i;

/** Reads it out of a Markdown document; undefined when there is none. */
export function failureTable(markdown: string): FailureTable | undefined {
  const rows = markdown.split("\n").filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
  const head = rows.find((cells) =>
    OPERATIONS.every((name) => columnOf(cells, name) > 0)
  );
  if (head === undefined) return undefined;
  const below = rows.slice(rows.indexOf(head) + 1);
  const lines = PARTS.map((part) => {
    const cells = below.find(([first = ""]) =>
      new RegExp(`\\b${part}`, "i").test(first)
    );
    const row = OPERATIONS.map((operation) =>
      [operation, said(cells?.[columnOf(head, operation)] ?? "")] as const
    );
    return [part, Object.fromEntries(row)] as const;
  });
  return Object.fromEntries(lines) as FailureTable;
}

function columnOf(cells: readonly string[], name: string): number {
  return cells.findIndex((cell) => new RegExp(`\\b${name}`, "i").test(cell));
}

/** A failure that is named stands before a success: "200 -> 502" fails. */
function said(cell: string): boolean | undefined {
  if (FAILS.test(cell)) return false;
  return WORKS.test(cell) ? true : undefined;
}
