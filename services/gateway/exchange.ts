/**
 * One request to a service and its whole answer, over a lean connection of our
 * own, or through `fetch` where that cannot do it.
 * @module
 */

import { trace } from "@opentelemetry/api";
import {
  type Answer,
  createHttpPool,
  type Exchange,
  type HttpRequest,
  Unreadable,
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
  if (connect === undefined || !isPlain(url)) return fetching(baseUrl, fetch);
  const pool = createHttpPool({
    hostname: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || 80),
    connect,
    monotonic: clock.monotonic,
  });
  const prefix = url.pathname === "/" ? "" : url.pathname;
  const byFetch = fetching(baseUrl, fetch);
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

function fetching(baseUrl: string, fetch: UpstreamOptions["fetch"]): Send {
  return ({ method, path, headers, body, maxBytes }) => {
    const deadline = new AbortController();
    async function answer(): Promise<Answer> {
      const response = await fetch(baseUrl + path, {
        method,
        redirect: "manual",
        signal: deadline.signal,
        headers,
        ...body === undefined ? {} : { body },
      });
      const text = await readText(response, maxBytes);
      if (text === undefined) {
        deadline.abort(); // lets go of the rest
        throw new Unreadable(`more than ${maxBytes} bytes`);
      }
      const { status } = response;
      return { status, headers: new Map(response.headers), text };
    }
    return { answer: answer(), cut: () => deadline.abort() };
  };
}

/** The body, or undefined when it is longer than allowed. */
async function readText(
  response: Response,
  maxBytes: number,
): Promise<string | undefined> {
  const { headers } = response;
  const length = headers.get("content-length");
  // HTTP holds a body to its announced length, but that is the length before
  // it is unpacked: 48 kB of gzip were 50 MB (Deno 2.9.6).
  if (length !== null && !headers.has("content-encoding")) {
    return Number(length) <= maxBytes ? response.text() : undefined;
  }
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
