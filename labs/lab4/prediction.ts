/**
 * What a student says will be, before a part is taken away: a row of the
 * report's table for each part.
 * @module
 */

import { numberIn, tableRows } from "../../scripts/lib/text/mod.ts";

/** What is foretold, and what is measured. */
export interface Effect {
  /** Whether events is in its Service while the part is away. */
  readonly events: boolean;
  readonly gateway: boolean;
  /** Whether the list is answered. */
  readonly list: boolean;
  readonly reserve: boolean;
  /** Containers of gateway, events and payments that were started again. */
  readonly restarts: number;
}

/** Columns of the table, in the words of its heading. */
const COLUMNS = [
  "away",
  "events",
  "gateway",
  "list",
  "reserve",
  "restarts",
] as const;

const YES = /\b(yes|ready|works?|ok|true|2\d\d|1\/1)\b|✅|✓/i;

const NO = /\b(no|not|unready|fails?|failed|false|[45]\d\d|0\/1)\b|❌|✗/i;

/** A student's row; cells that say nothing are undefined. */
export type Prediction = {
  readonly [K in keyof Effect]: Effect[K] | undefined;
};

/** The row of a part; undefined when there is none, or all of it is empty. */
export function predictionOf(
  report: string,
  part: string,
): Prediction | undefined {
  const row = tableRows(report, COLUMNS).find((one) =>
    one.get("away")?.toLowerCase().includes(part)
  );
  if (row === undefined) return undefined;
  const restarts = numberIn(row.get("restarts"));
  const told: Prediction = {
    events: said(row.get("events")),
    gateway: said(row.get("gateway")),
    list: said(row.get("list")),
    reserve: said(row.get("reserve")),
    restarts: Number.isNaN(restarts) ? undefined : restarts,
  };
  return Object.values(told).every((cell) => cell === undefined)
    ? undefined
    : told;
}

/** Cells that are not as measured, in words. */
export function untrue(told: Prediction, measured: Effect): readonly string[] {
  const keys = ["events", "gateway", "list", "reserve", "restarts"] as const;
  return keys.filter((key) => told[key] !== measured[key])
    .map((key) => `${key} ${wordOf(told[key])}`);
}

/** "events yes, gateway yes, list yes, reserve no, restarts 0" */
export function effectText(
  { events, gateway, list, reserve, restarts }: Effect,
): string {
  return `events ready ${wordOf(events)}, gateway ready ${wordOf(gateway)}, ` +
    `list works ${wordOf(list)}, reserve works ${
      wordOf(reserve)
    }, ${restarts} restarts`;
}

function wordOf(cell: boolean | number | undefined): string {
  if (cell === undefined) return "(nothing)";
  return typeof cell === "number" ? String(cell) : cell ? "yes" : "no";
}

/** What is denied stands before what is said: "not ready" is a no. */
function said(cell: string | undefined): boolean | undefined {
  if (cell === undefined) return undefined;
  if (NO.test(cell)) return false;
  return YES.test(cell) ? true : undefined;
}
