/**
 * The failure table of a report, as students write it: a table in either
 * direction, or lines of a list.
 * @module
 */

import { tablesIn } from "../lib/text/markdown/mod.ts";
import { plainText } from "./report_fields/mod.ts";
import { type Operation, OPERATIONS, type Part, PARTS } from "./parts.ts";

/** The value of a cell. */
export interface Told {
  /** Statuses that it names; of "200 -> 502" the last. */
  readonly statuses: readonly number[];
  /** Whether the operation works; undefined: it says neither. */
  readonly works: boolean | undefined;
  /** As it was written. */
  readonly text: string;
}

/** The values of the table; undefined: not filled in. */
export type FailureTable = Readonly<
  Record<Part, Readonly<Record<Operation, Told | undefined>>>
>;

/** How parts and operations are called, the first that matches. */
const NAMES: Readonly<Record<Part | Operation, RegExp>> = {
  postgres: /postgre|\bpg\b|\bdb\b|database|datenbank|база/iu,
  redis: /redis|valkey/i,
  payments: /payment/i,
  events: /event/i,
  reserve: /reserv|\bhold\b|book|бронир|резерв/iu,
  pay: /\bpay(?!ment)|bezahl|zahlen|оплат/iu,
  health: /health|gesund|здоров/iu,
  list: /\blist|liste|browse|\bevents\b|список/iu,
};

const WORKS =
  /\b(works?|ok|yes|healthy|up|fine|success(?:ful)?|ja|funktioniert|geht)\b|✅|✓|✔|🟢|работает/iu;
const FAILS =
  /\b(fails?|failed|no|not|errors?|down|degraded|broken|unhealthy|unavailable|unreachable|refused|timeouts?|nein|nicht|fehler)\b|n['’]t\b|❌|✗|✘|🔴|не работает|ошибка/iu;

/** A failure that is said not to be there: "works, no errors". */
const NO_FAILURE =
  /\b(?:no|0|without|zero) (?:errors?|failures?)\b|\b(?:does not|doesn['’]t|never) fails?\b/gi;

/** A status, and no duration or share. */
const STATUS = /(?<![\d.,])[1-5]\d\d(?![\d.,]|\s*(?:ms|s|%|requests?)\b)/g;

/** A way from one status to another. */
const BECOMES = /->|→|=>|then|dann|затем/iu;

/** Reads it out of a Markdown document; undefined when there is none. */
export function failureTable(markdown: string): FailureTable | undefined {
  const cells = new Map<string, string>();
  for (const { columns, rows } of tablesIn(markdown)) {
    const grid = [columns, ...rows.map((row) => row.cells)];
    for (const all of [grid, turned(grid)]) {
      for (const [key, text] of cellsOf(all)) cells.set(key, text);
      if (cells.size > 0) return tableOf(cells);
    }
    for (const [key, text] of longRowsOf(rows.map((row) => row.cells))) {
      cells.set(key, text);
    }
    if (cells.size > 0) return tableOf(cells);
  }
  for (const [key, text] of linesOf(markdown)) cells.set(key, text);
  return cells.size === 0 ? undefined : tableOf(cells);
}

function tableOf(cells: ReadonlyMap<string, string>): FailureTable {
  const rows = PARTS.map((part) => [
    part,
    Object.fromEntries(
      OPERATIONS.map((operation) =>
        [operation, said(cells.get(`${part} ${operation}`) ?? "")] as const
      ),
    ),
  ]);
  return Object.fromEntries(rows) as FailureTable; // a row for each part
}

/** Cells of a table whose heading names all operations. */
function cellsOf(
  [head = [], ...rows]: readonly (readonly string[])[],
): readonly (readonly [string, string])[] {
  const places = OPERATIONS.map((operation) =>
    [
      operation,
      head.findIndex((cell, i) => i > 0 && operationIn(cell) === operation),
    ] as const
  );
  if (places.some(([, place]) => place < 0)) return [];
  return rows.flatMap((row) => {
    const part = partOf(row[0] ?? "");
    return part === undefined
      ? []
      : places.map(([operation, place]) =>
        [`${part} ${operation}`, row[place] ?? ""] as const
      );
  });
}

/** Rows of part, operation and status, with other columns between them. */
function longRowsOf(
  rows: readonly (readonly string[])[],
): readonly (readonly [string, string])[] {
  return rows.flatMap(([first = "", second = "", ...rest]) => {
    const part = partOf(first);
    const operation = operationIn(second);
    const value = rest.find((cell) => (said(cell)?.statuses.length ?? 0) > 0) ??
      rest.find((cell) => said(cell) !== undefined);
    return part === undefined || operation === undefined || value === undefined
      ? []
      : [[`${part} ${operation}`, value] as const];
  });
}

function turned(
  grid: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  return (grid[0] ?? []).map((_, i) => grid.map((row) => row[i] ?? ""));
}

/** `payments: list 200, reserve 200, pay 502, health 503`, in one line or four. */
function linesOf(markdown: string): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  let part: Part | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const plain = plainText(line.replace(/^[\s>#*+-]+/, ""));
    const [, name = "", rest = plain] = /^([^:]+?):\s*(.*)$/.exec(plain) ?? [];
    const isName = operationIn(name) === undefined ||
      PARTS.some((one) => name.toLowerCase() === one);
    const named = isName ? partOf(name) ?? undefined : undefined;
    const isHeading = /^\s*#/.test(line);
    if (named !== undefined) part = named;
    else if (isHeading) part = partOf(plain);
    if (part === undefined) continue;
    const text = named === undefined ? plain : rest;
    for (const piece of text.split(/[,;|]/)) {
      const operation = operationIn(piece);
      const value = piece.replace(/^[^\d✅❌✓✗:]*?(?=[\d✅❌✓✗:])/u, "");
      if (operation !== undefined && said(value) !== undefined) {
        found.push([`${part} ${operation}`, value]);
      }
    }
  }
  const keys = new Set(found.map(([key]) => key));
  return keys.size >= 8 ? found : []; // fewer are sentences about something else
}

function partOf(text: string): Part | undefined {
  const order = ["postgres", "redis", "payments", "events"] as const;
  return order.find((part) => NAMES[part].test(plainText(text)));
}

function operationIn(text: string): Operation | undefined {
  const plain = plainText(text);
  // POST /reserve/{id}/pay, and "pay the reservation"
  if (/\/pay\b|^\W*(?:POST )?pay(?!ment)/i.test(plain)) return "pay";
  const order = ["reserve", "health", "pay", "list"] as const;
  return order.find((one) => NAMES[one].test(plain));
}

/**
 * A failure that is named stands before a success, and of a way from one to
 * another the end counts: "200 -> 502" fails.
 */
function said(cell: string): Told | undefined {
  const text = plainText(cell);
  const end = text.split(BECOMES).at(-1) ?? text;
  const told = end === text ? undefined : said(end);
  if (told !== undefined) return { ...told, text };
  const statuses = [...text.matchAll(STATUS)].map(([digits]) => Number(digits));
  if (statuses.length > 0) {
    const [last = 0] = statuses.slice(-1);
    return { statuses, works: last < 400, text };
  }
  const rest = text.replace(NO_FAILURE, "ok");
  if (FAILS.test(rest)) return { statuses, works: false, text };
  return WORKS.test(rest) ? { statuses, works: true, text } : undefined;
}
