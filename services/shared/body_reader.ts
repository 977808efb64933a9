/**
 * Reading what a client sends, within bounds of size and time.
 *
 * A body is read whole before anything else looks at the request. Whatever goes
 * wrong meanwhile is the client's doing, so it is a 4xx: too large, too slow, or
 * broken off. Nothing has been done yet, so nothing is lost either.
 * @module
 */

import type { Context, MiddlewareHandler, Next } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connections.ts";
import { Problem } from "./problem.ts";
import type { AppEnv } from "./request_context.ts";

/** Largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024;

/** Longest wait for the last byte of a body (ms). */
export const BODY_TIMEOUT_MS = 10_000;

const TOO_LARGE = `The body must be at most ${MAX_BODY_BYTES} bytes`;
const TOO_SLOW = `The body did not arrive within ${BODY_TIMEOUT_MS} ms`;
const BROKEN_OFF = "The body broke off before its end";
const STOPPING = "The service is stopping and can't wait for the body";

/** The middleware, and what it is doing. */
export interface BodyReader {
  readonly middleware: MiddlewareHandler<AppEnv>;
  /** Requests whose body has not arrived yet. */
  readonly reading: number;
  /**
   * Answers those 408 that have taken too long. To be called about once a
   * second: a timer for each body would cost more than reading it does.
   */
  giveUpOnLate(): void;
  /** Answers all of them 408, and from now on each that must be waited for. */
  giveUp(): void;
}

interface Awaited {
  /** Its place in the list. */
  index: number;
  /** Since when (ms, monotonic). */
  readonly since: number;
  readonly connection: Connection | undefined;
  /** The connection has been told that it waits for its client. */
  told: boolean;
  readonly giveUp: (refusal: Problem) => void;
}

/** Makes a reader; it counts from zero. */
export function createBodyReader(clock: Pick<Clock, "monotonic">): BodyReader {
  // Not a Set: its tables, made anew all the time, cost 30 MB of heap under load.
  const awaited: Awaited[] = [];
  let stopping = false;

  const limited = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => {
      throw refusal(413, TOO_LARGE);
    },
  });

  async function readBody(c: Context<AppEnv>, next: Next): Promise<void> {
    const { method, raw } = c.req;
    if (method === "GET" || method === "HEAD" || !raw.body) return next();
    let entry: Awaited | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        entry = {
          index: awaited.length,
          since: clock.monotonic(),
          connection: c.env?.connection,
          told: false,
          giveUp: reject,
        };
        awaited.push(entry);
        if (stopping) reject(refusal(408, STOPPING));
        limited(c, async () => {
          await c.req.text();
        }).then(() => resolve(), reject);
      });
    } catch (error) {
      c.env?.connection?.willEnd();
      if (error instanceof Problem) throw error;
      // A client that hangs up, or sends chunks that are none. Deno's words for
      // it differ by version, and reading can fail for no other reason.
      throw refusal(400, BROKEN_OFF, error);
    } finally {
      if (entry) remove(awaited, entry);
      if (entry?.told) entry.connection?.bodyEnded();
    }
    return next();
  }

  return {
    middleware: readBody,
    get reading() {
      return awaited.length;
    },
    giveUpOnLate() {
      const now = clock.monotonic();
      for (const entry of awaited) {
        if (now - entry.since >= BODY_TIMEOUT_MS) {
          entry.giveUp(refusal(408, TOO_SLOW));
        } else if (!entry.told) {
          // Only here, so that a body which arrives at once costs nothing.
          entry.told = true;
          entry.connection?.bodyAwaited();
        }
      }
    },
    giveUp() {
      stopping = true;
      for (const { giveUp } of awaited) giveUp(refusal(408, STOPPING));
    },
  };
}

/** The last one takes its place, so that nothing has to move up. */
function remove(awaited: Awaited[], { index }: Awaited): void {
  const last = awaited.pop();
  if (last === undefined || last.index === index) return;
  last.index = index;
  awaited[index] = last;
}

/** Ends the connection too, since the rest of the body may still come. */
function refusal(status: number, detail: string, cause?: unknown): Problem {
  return new Problem(status, detail, {
    headers: { "Connection": "close" },
    ...cause === undefined ? {} : { cause },
  });
}
