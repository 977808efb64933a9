/**
 * The promises, and those that were broken.
 * @module
 */

import type { Tally } from "./hostile.ts";
import type { Told } from "./honest.ts";

/** How much more memory than before a service may have afterwards. */
export const MAX_GROWTH = 0.2;

/** The facts about one service. */
export interface ServiceFigures {
  readonly name: string;
  /** Resident memory under honest traffic alone, before the attack (MiB). */
  readonly before: number;
  /** The most that was seen meanwhile (MiB). */
  readonly most: number;
  /** Afterwards, under the same honest traffic (MiB). */
  readonly after: number;
  /** Answers 5xx by its own count, of hostile and honest requests together. */
  readonly failures: number;
  /** Lines of its log at level error. */
  readonly errors: number;
  /** It is still the process that it was. */
  readonly isSame: boolean;
  /** How it ended after SIGTERM, sent while the attack went on: "code 0". */
  readonly end: string;
  /** Honest requests that were sent before SIGTERM and not answered 200. */
  readonly lost: number;
}

/** Everything that a run found. */
export interface Findings {
  /** Hostile connections that were asked for. */
  readonly connections: number;
  readonly tallies: ReadonlyMap<string, Tally>;
  readonly told: Told;
  readonly services: readonly ServiceFigures[];
}

/** Statuses that honest customers may get. */
const FINE: ReadonlySet<number> = new Set([200]);

/** Every promise that was broken, in words; none when all were kept. */
export function brokenIn(
  { connections, tallies, told, services }: Findings,
): readonly string[] {
  const opened = [...tallies.values()].reduce((n, { opened }) => n + opened, 0);
  const wrong = [...told.statuses].filter(([status]) => !FINE.has(status))
    .toSorted(([a], [b]) => a - b)
    .map(([status, count]) =>
      status === 0
        ? `${count} honest calls had no answer (${
          [...told.reasons].join("; ")
        })`
        : `${count} honest calls were answered ${status}`
    );
  return [
    // Without connections, or without customers, nothing was proved.
    opened >= 0.95 * connections
      ? []
      : [`only ${opened} of ${connections} hostile connections were opened`],
    told.orders > 0 ? [] : ["no honest customer bought anything"],
    wrong,
    services.flatMap(brokenBy),
  ].flat();
}

function brokenBy(
  { name, before, after, failures, errors, isSame, end, lost }: ServiceFigures,
): readonly string[] {
  const growth = after / before - 1;
  const limit = MAX_GROWTH * 100;
  return [
    growth <= MAX_GROWTH ? [] : [
      `${name} has ${(growth * 100).toFixed(0)} % more memory than before ` +
      `(bound ${limit} %)`,
    ],
    failures === 0 ? [] : [`${name} answered ${failures} requests with 5xx`],
    errors === 0 ? [] : [`${name} logged ${errors} errors`],
    isSame ? [] : [`${name} is another process than before`],
    lost === 0 ? [] : [`${name} lost ${lost} honest requests at SIGTERM`],
    end === "code 0" ? [] : [`${name} ended with ${end} after SIGTERM`],
  ].flat();
}

/** The value below which `percent` of the sorted values lie; NaN of none. */
export function percentile(
  values: readonly number[],
  percent: number,
): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[
    Math.min(
      sorted.length - 1,
      Math.floor(sorted.length * percent / 100),
    )
  ] ?? NaN;
}

/**
 * The sum of a service's answers 5xx in its metrics.
 * @param text what `/metrics` answers
 */
export function failuresIn(text: string, service: string): number {
  const line = new RegExp(
    `^${service}_requests_total\\{[^}]*status="5\\d\\d"[^}]*\\} (\\d+)`,
    "gm",
  );
  return [...text.matchAll(line)]
    .reduce((sum, [, count]) => sum + Number(count), 0);
}
