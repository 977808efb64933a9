/**
 * Deployments and pages for the tests of the metrics.
 * @module
 */

import type { Incident } from "./delivery_log.ts";
import type { Change } from "./history.ts";
import type { Delivered } from "./metrics.ts";

/** When work on every change began (ms). */
export const BEFORE = 1_000_000;
/** A moment after that (ms). */
export const NOON = 2_000_000;

/** A healthy deployment of one change, at once. */
export function delivered(
  sha: string,
  at: number,
  change: Partial<Change> = {},
): Delivered {
  const plain = { isBot: false, isDrill: false, isFix: false, reverts: [] };
  return {
    kind: "deployment",
    service: "payments",
    revision: sha,
    startedAt: at,
    endedAt: at,
    outcome: "healthy",
    drill: false,
    changes: [{ sha, began: BEFORE, ...plain, ...change }],
  };
}

/** In ms. */
export const MINUTE = 60_000;
/** In ms. */
export const HOUR = 60 * MINUTE;
/** In which all of it is. */
export const PERIOD = { from: 0, to: 100 * HOUR };

/** A page with its two times (ms); null: it goes on. */
export function page(
  startedAt: number,
  endedAt: number | null,
  drill = false,
): Incident {
  return { kind: "incident", name: "Pay", startedAt, endedAt, drill };
}
