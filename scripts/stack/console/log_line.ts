/**
 * A line of a component's log, as the page shows it.
 * @module
 */

import { isWorthShowing } from "../local/log_view.ts";

/** One line. */
export interface LogLine {
  /** Counts up; tells lines apart. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly component: string;
  readonly level: "debug" | "info" | "warning" | "error";
  /** One sentence, or method, path, status and time of a request. */
  readonly text: string;
  readonly requestId: string | undefined;
}

/** Said by the line's form. */
const SHOWN = new Set([
  ...["time", "level", "service", "msg", "request_id"],
  ...["method", "route", "path", "status", "duration_ms"],
]);

interface Origin {
  readonly n: number;
  readonly component: string;
  /** When it was read: of a line that does not say its time. */
  readonly now: number;
}

/**
 * Reads a line. Undefined for what the console itself causes, and for a
 * database's small talk.
 */
export function readLogLine(
  raw: string,
  { n, component, now }: Origin,
): LogLine | undefined {
  const entry = parse(raw);
  if (entry === undefined) {
    if (!isWorthShowing(component, raw)) return undefined;
    const level = /fatal|error|panic/i.test(raw) ? "error" : "info";
    return { n, time: now, component, level, text: raw, requestId: undefined };
  }
  if (entry.path === "/faults" && entry.method === "GET") return undefined;
  const { level, request_id: requestId } = entry;
  const time = Date.parse(String(entry.time));
  return {
    n,
    component,
    time: Number.isNaN(time) ? now : time,
    level: level === "debug" || level === "warning" || level === "error"
      ? level
      : "info",
    text: wordsOf(entry),
    requestId: typeof requestId === "string" ? requestId : undefined,
  };
}

type Entry = Readonly<Record<string, unknown>>;

function parse(raw: string): Entry | undefined {
  if (!raw.startsWith("{")) return undefined;
  try {
    return JSON.parse(raw);
  } catch {
    return undefined; // looks like JSON and is not: shown as it is
  }
}

function wordsOf(entry: Entry): string {
  const { method, path, route, status, duration_ms: ms } = entry;
  const words = typeof status === "number" && method !== undefined
    ? [`${method} ${path ?? route} ${status} in ${shortMs(Number(ms ?? 0))}`]
    : [String(entry.msg ?? "")];
  for (const [name, value] of Object.entries(entry)) {
    if (!SHOWN.has(name)) words.push(`${name}=${asText(value)}`);
  }
  return words.join(" ");
}

function shortMs(ms: number): string {
  return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
