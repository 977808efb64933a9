/**
 * Log lines of one purchase, as the services write them.
 * @module
 */

import { z } from "zod";

const Line = z.looseObject({
  time: z.iso.datetime(),
  service: z.string(),
  msg: z.string(),
  request_id: z.string(),
  route: z.string().optional(),
  status: z.int().optional(),
  duration_ms: z.number().min(0).optional(),
});

/** Where a student keeps the lines of one purchase. */
export const TRACE = "submissions/lab2-trace.jsonl";

/** What a pay is made of, by the contract: services and their routes. */
export const PAY: readonly (readonly [string, string])[] = [
  ["gateway", "/reserve/{id}/pay"],
  ["events", "/reservations/{id}/fence"],
  ["payments", "/charge"],
  ["events", "/reservations/{id}/confirm"],
];

/** One line. */
export type Line = Readonly<z.infer<typeof Line>>;

/** An answer of a service: when it began and how long it took. */
export interface Hop {
  readonly service: string;
  readonly route: string;
  readonly status: number;
  /** ms since the epoch. */
  readonly began: number;
  readonly ms: number;
}

/**
 * The lines of a file; what compose writes in front of each is left out.
 * @returns undefined when a line is no log line of a service
 */
export function parseTrace(text: string): readonly Line[] | undefined {
  const lines: Line[] = [];
  for (const raw of text.split("\n")) {
    if (raw.trim() === "") continue;
    try {
      lines.push(Line.parse(JSON.parse(raw.slice(raw.indexOf("{")))));
    } catch {
      return undefined; // something else stands there
    }
  }
  return lines;
}

/** What was answered, in the order in which it began. */
export function hopsOf(lines: readonly Line[]): readonly Hop[] {
  return lines.flatMap(({ time, service, route, status, duration_ms: ms }) =>
    route === undefined || status === undefined || ms === undefined
      ? []
      : [{ service, route, status, began: Date.parse(time) - ms, ms }]
  ).toSorted((a, b) => a.began - b.began);
}
