/**
 * The client for https, and for tests that bring a `fetch` of their own.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import type { HttpClient } from "./http_client.ts";
import { resultOfStatus } from "../result/result.ts";

/** The dependencies of a client. */
export interface FetchClientOptions {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Longest wait for the whole answer. */
  readonly timeoutMs: number;
}

const JSON_HEADERS = { "Content-Type": "application/json" };

/** A client. */
export function fetchClient(
  { fetch, clock, timeoutMs }: FetchClientOptions,
): HttpClient {
  return {
    close: () => {}, // `fetch` keeps its connections to itself
    async send({ method, url, body, wantsText }) {
      const patience = new AbortController();
      const calm = clock.after(timeoutMs, () => patience.abort());
      let status = 0;
      try {
        const init = { method, signal: patience.signal };
        const answer = await fetch(
          url,
          body === undefined
            ? init
            : { ...init, headers: JSON_HEADERS, body: JSON.stringify(body) },
        );
        status = answer.status;
        // Read in any case: half an answer does not count, and frees no
        // connection.
        const text = await answer.text();
        const result = resultOfStatus(status);
        return result === "ok" && wantsText
          ? { result, status, text }
          : { result, status };
      } catch (error) {
        if (patience.signal.aborted) return { result: "timeout", status };
        return { result: isRefusal(error) ? "refused" : "broken", status };
      } finally {
        calm();
      }
    },
  };
}

/** The server refused the connection, so no request was sent. */
function isRefusal(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return /client error \(Connect\)|\brefused\b/i.test(`${error} ${cause}`);
}
