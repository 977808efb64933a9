/**
 * Answers as a sick network or a sick service gives them.
 * @module
 */

import type { Clock } from "../clock.ts";

/** In how many pieces a slow body comes. */
const PIECES = 10;

/**
 * The answer of a connection that breaks: perhaps a head, never a body.
 *
 * `Deno.serve` has no way to close a connection: what a handler throws becomes
 * a 500, `Response.error()` too. But it closes one whose body fails. Seen on
 * the wire: Deno 2.6 closes without a byte (curl exits 52); Deno 2.9 sends the
 * head first, then ends where the first chunk should be (curl exits 18), so
 * `fetch` resolves and rejects in `text()` or `json()`. A client cannot read an
 * answer in either case, and a client that looks only at the status sees the
 * status of the lost answer.
 */
export function droppedAnswer(answer: Response): Response {
  const body = new ReadableStream({
    start(controller) {
      controller.error(new Error("Dropped by the fault drop_connection"));
    },
  });
  return withBody(answer, body);
}

/** The same answer, its body spread over `ms` milliseconds. */
export async function slowAnswer(
  answer: Response,
  clock: Clock,
  ms: number,
): Promise<Response> {
  if (answer.body === null) return answer;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const size = Math.ceil(bytes.length / PIECES);
  const left = new AbortController();
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent >= bytes.length) return controller.close();
      try {
        await clock.sleep(ms / PIECES, left.signal);
      } catch {
        return; // the client has closed the connection and does not wait for the rest
      }
      controller.enqueue(bytes.subarray(sent, sent + size));
      sent += size;
    },
    cancel: () => left.abort(),
  }, { highWaterMark: 0 });
  return withBody(answer, body);
}

/** The same answer, cut off in the middle of its JSON. */
export async function malformedAnswer(answer: Response): Promise<Response> {
  if (!/json/.test(answer.headers.get("content-type") ?? "")) return answer;
  const text = await answer.text();
  return withBody(answer, text.slice(0, Math.floor(text.length / 2)));
}

function withBody(answer: Response, body: BodyInit): Response {
  const { status, statusText } = answer;
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  return new Response(body, { status, statusText, headers });
}
