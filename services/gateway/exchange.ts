/**
 * One request to a service and its whole answer, over a lean connection of our
 * own, or through `fetch` where that cannot do it.
 * @module
 */

import { trace } from "@opentelemetry/api";
import { sendByFetch } from "./fetch_exchange.ts";
import {
  createHttpPool,
  type Exchange,
  type HttpRequest,
} from "./http_client/mod.ts";
import type { UpstreamOptions } from "./upstream.ts";

/** Sends a request, and knows how to call it off. */
export type Send = (request: HttpRequest) => Exchange;

/** The way to a service, by what its address and the process allow. */
export function createSend(
  options: Pick<UpstreamOptions, "baseUrl" | "fetch" | "connect" | "clock">,
): Send {
  const { baseUrl, fetch, connect, clock } = options;
  const url = URL.parse(baseUrl);
  if (connect === undefined || !isPlain(url)) {
    return sendByFetch(baseUrl, fetch);
  }
  const pool = createHttpPool({
    hostname: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || 80),
    connect,
    monotonic: clock.monotonic,
  });
  const prefix = url.pathname === "/" ? "" : url.pathname;
  const byFetch = sendByFetch(baseUrl, fetch);
  return (request) =>
    // Deno passes a trace on by itself, but only in its own `fetch`.
    trace.getActiveSpan() === undefined
      ? pool.send(
        prefix === "" ? request : { ...request, path: prefix + request.path },
      )
      : byFetch(request);
}

/** Without TLS and without a password in the address. */
function isPlain(url: URL | null): url is URL {
  return url?.protocol === "http:" && url.username === "";
}
