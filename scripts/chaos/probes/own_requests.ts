/**
 * The requests that an experiment itself sends to the gateway: they are not
 * visitors, and must not pass for any.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";

/** Paths that the gateway does not count as requests. */
const NOT_COUNTED = /\/(metrics|livez|readyz|health|faults)$/;

/** The count. */
export interface OwnRequests {
  /** A request is sent. */
  note(url: string): void;
  /** How many the gateway counted in the last so many milliseconds. */
  within(ms: number): number;
}

/** Nothing has been sent yet. */
export function ownRequests(
  gatewayUrl: string | undefined,
  clock: Clock,
): OwnRequests {
  const times: number[] = [];
  return {
    note(url) {
      if (gatewayUrl === undefined || !url.startsWith(gatewayUrl)) return;
      if (!NOT_COUNTED.test(url)) times.push(clock.monotonic());
    },
    within(ms) {
      const from = clock.monotonic() - ms;
      return times.length - (times.findLastIndex((at) => at < from) + 1);
    },
  };
}
