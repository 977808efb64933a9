/**
 * The last lines of all logs, and those of one request.
 * @module
 */

import { type LogLine, readLogLine } from "./log_line.ts";

/** How many lines are kept. */
const KEPT = 5000;

/** Most lines of one second that go to the page. */
const SHOWN_A_SECOND = 80;

/** Lines for the page, and how many are not among them. */
export interface LogNews {
  readonly lines: readonly LogLine[];
  readonly leftOut: number;
}

/** The book. */
export interface LogBook {
  add(component: string, raw: string, now: number): void;
  /**
   * The entries since the last call; trouble is never left out for small talk.
   */
  news(): LogNews;
  /** The last `count` lines. */
  last(count: number): readonly LogLine[];
  /** All lines of one request, in the order of their time. */
  follow(requestId: string): readonly LogLine[];
}

/** An empty book. */
export function createLogBook(kept = KEPT): LogBook {
  const lines: LogLine[] = [];
  let fresh: LogLine[] = [];
  let n = 0;
  return {
    add(component, raw, now) {
      const line = readLogLine(raw, { n: n++, component, now });
      if (line === undefined) return;
      lines.push(line);
      fresh.push(line);
      if (lines.length > kept * 1.2) lines.splice(0, lines.length - kept);
      if (fresh.length > kept * 1.2) fresh.splice(0, fresh.length - kept);
    },
    news() {
      const all = fresh;
      fresh = [];
      const shown = chosen(all, SHOWN_A_SECOND);
      return { lines: byTime(shown), leftOut: all.length - shown.length };
    },
    last: (count) => byTime(lines.slice(-count)),
    follow: (id) => byTime(lines.filter(({ requestId }) => requestId === id)),
  };
}

function chosen(lines: readonly LogLine[], most: number): readonly LogLine[] {
  if (lines.length <= most) return lines;
  const trouble = lines.filter(isTrouble).slice(-most);
  const rest = lines.filter((line) => !isTrouble(line));
  const room = most - trouble.length;
  return room === 0 ? trouble : [...trouble, ...rest.slice(-room)];
}

function isTrouble({ level }: LogLine): boolean {
  return level === "warning" || level === "error";
}

function byTime(lines: readonly LogLine[]): readonly LogLine[] {
  return lines.toSorted((a, b) => a.time - b.time || a.n - b.n);
}
