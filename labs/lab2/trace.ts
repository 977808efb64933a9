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

/** The parts of a pay, by the contract: services and their routes. */
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
 * The lines of a file. Prefixes of compose or grep are left out, and
 * an object may be spread over lines or stand in a list, as `jq` prints it.
 * @returns the number of the line (from 1) that is no log line of a service
 */
export function parseTrace(text: string): readonly Line[] | number {
  const lines: Line[] = [];
  for (const [i, raw] of text.split("\n").entries()) {
    if (raw.trim() === "") continue;
    const line = lineIn(raw);
    if (line === undefined) return spreadLines(text) ?? i + 1;
    lines.push(line);
  }
  return lines;
}

/** The object of one line, without a prefix and without colours. */
function lineIn(raw: string): Line | undefined {
  const object = raw.slice(raw.indexOf("{"), raw.lastIndexOf("}") + 1);
  return parsed(object);
}

function parsed(text: string): Line | undefined {
  try {
    return Line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // something else stands there
  }
}

/** Objects that take several lines each; undefined when there is more than that. */
function spreadLines(text: string): readonly Line[] | undefined {
  const objects = text.trim().replace(/^\[|\]$/g, "")
    .split(/(?<=\})[\s,]+(?=\{)/);
  const lines = objects.map(parsed);
  return lines.every((one) => one !== undefined) ? lines : undefined;
}

/** The answered requests, in the order in which they began. */
export function hopsOf(lines: readonly Line[]): readonly Hop[] {
  return lines.flatMap(({ time, service, route, status, duration_ms: ms }) =>
    route === undefined || status === undefined || ms === undefined
      ? []
      : [{ service, route, status, began: Date.parse(time) - ms, ms }]
  ).toSorted((a, b) => a.began - b.began);
}
