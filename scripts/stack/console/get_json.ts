/**
 * One bounded question over HTTP.
 * @module
 */

import type { Ask } from "./health.ts";

/** Longest wait (ms): a look must be over before the next begins. */
const TIMEOUT_MS = 900;

/** Asks; no answer, or half of one, is undefined. */
export function askWith(fetch_: typeof fetch): Ask {
  return async (url) => {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await fetch_(url, { signal });
      return { status: answer.status, text: await answer.text() };
    } catch {
      return undefined; // refused, reset or too slow
    }
  };
}
