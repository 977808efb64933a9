/**
 * Log lines as people read them.
 * @module
 */

import { printable } from "../../lib/text/mod.ts";

/** The fields of a service's log line; see section 6 of the contract. */
interface Entry {
  readonly [property: string]: unknown;
}

/** Already visible in the line's form; the rest is shown as name=value. */
const SHOWN = new Set([
  ...["time", "level", "service", "msg", "request_id"],
  ...["method", "route", "path", "status", "duration_ms"],
]);

/**
 * `12:00:01 info POST /events/1/reserve 200 3 ms` of a service's JSON line. The
 * request id is shown where one will want to look for it: on trouble. Anything
 * that is not JSON stays as it is.
 */
export function readable(line: string): string {
  const entry = parse(line);
  if (entry === undefined) return line;
  const { level, msg, request_id: requestId } = entry;
  const words = [timeOf(entry.time), String(level ?? "info")];
  if (typeof entry.status === "number" && entry.method !== undefined) {
    const ms = Number(entry.duration_ms ?? 0);
    words.push(
      `${entry.method} ${entry.path ?? entry.route} ${entry.status}`,
      `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`,
    );
  } else {
    words.push(String(msg ?? ""));
  }
  for (const [name, value] of Object.entries(entry)) {
    if (!SHOWN.has(name)) words.push(`${name}=${asText(value)}`);
  }
  const isTrouble = level === "warning" || level === "error";
  if (isTrouble && requestId !== undefined) {
    words.push(`request_id=${asText(requestId)}`);
  }
  return words.join(" ");
}

function parse(line: string): Entry | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // looks like JSON and is not: shown as it is
  }
}

/** The time of day here, of a UTC time. */
function timeOf(time: unknown): string {
  const date = new Date(String(time));
  if (Number.isNaN(date.getTime())) return "--:--:--";
  return date.toTimeString().slice(0, 8);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Whether a component's line is worth a look while all goes well. */
export function isWorthShowing(name: string, line: string): boolean {
  if (name === "postgres") {
    return !/^\S+ \S+ \S+ \[\d+\] (LOG|DETAIL|HINT|STATEMENT):/.test(line) ||
      line.includes("automatic recovery in progress");
  }
  // Redis marks with # also its advice on the machine, at every start.
  if (name === "redis") return / # .*(fatal|error|can't|failed)/i.test(line);
  return true;
}

/** The colour of each component's name (SGR), by its place in the stack. */
const COLOURS = [32, 34, 33, 36, 35, 31, 94, 92] as const;

/**
 * Makes `gateway  | ` before a line, in columns, in colour on a terminal. What
 * the line itself would do to a terminal is written out.
 */
export function prefixer(
  names: readonly string[],
  colour: boolean,
): (name: string, line: string) => string {
  const width = Math.max(0, ...names.map((name) => name.length));
  return (name, line) => {
    const label = name.padEnd(width);
    const shown = printable(line);
    if (!colour) return `${label} | ${shown}`;
    const place = Math.max(0, names.indexOf(name)) % COLOURS.length;
    return `\x1b[${COLOURS[place]}m${label} |\x1b[0m ${shown}`;
  };
}
