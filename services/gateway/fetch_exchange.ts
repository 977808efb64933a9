/**
 * One request to a service and its whole answer, through `fetch`.
 * @module
 */

import type { Send } from "./exchange.ts";
import { type Answer, Unreadable } from "./http_client/mod.ts";
import type { UpstreamOptions } from "./upstream.ts";

/** Sends requests to a service with `fetch`. */
export function sendByFetch(
  baseUrl: string,
  fetch: UpstreamOptions["fetch"],
): Send {
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
