/**
 * The failure table of a report, as students write it.
 * @module
 */

import { tablesIn } from "../lib/text/markdown/mod.ts";
import { type Operation, OPERATIONS, type Part, PARTS } from "./parts.ts";

/** Whether each operation works, as the table says; undefined: not filled in. */
export type FailureTable = Readonly<
  Record<Part, Readonly<Record<Operation, boolean | undefined>>>
>;

const WORKS = /\b2\d\d\b|\b(works?|ok|yes|healthy|up)\b|✅|✓/i;
const FAILS =
  /\b[45]\d\d\b(?!\s*ms)|\b(fails?|failed|no|not|errors?|down|degraded|broken|unhealthy|unavailable|unreachable|timeouts?)\b|n[’']t\b|❌|✗/i;

/** A failure that is said not to be there: "works, no errors". */
const NO_FAILURE =
  /\b(?:no|0|without|zero) (?:errors?|failures?)\b|\b(?:does not|doesn[’']t|never) fails?\b/gi;

/** Reads it out of a Markdown document; undefined when there is none. */
export function failureTable(markdown: string): FailureTable | undefined {
  const table = tablesIn(markdown).find(({ columns }) =>
    OPERATIONS.every((name) => columnOf(columns, name) > 0)
  );
  if (table === undefined) return undefined;
  const { columns: head, rows } = table;
  const below = rows.map(({ cells }) => cells);
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
  const rest = cell.replace(NO_FAILURE, "ok");
  if (FAILS.test(rest)) return false;
  return WORKS.test(rest) ? true : undefined;
}
