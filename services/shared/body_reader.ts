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

/**
 * So many bodies may be waited for at a time, not counting those that arrive at
 * once. Each takes up to 330 KB of memory (Deno 2.9.6), and a client of HTTP/2
 * can begin hundreds on one connection.
 */
export const MAX_SLOW_BODIES = 200;

const TOO_LARGE = `The body must be at most ${MAX_BODY_BYTES} bytes`;
const TOO_SLOW = `The body did not arrive within ${BODY_TIMEOUT_MS} ms`;
const TOO_MANY = "Too many bodies are awaited; this one was the slowest";
const BROKEN_OFF = "The body broke off before its end";
const STOPPING = "The service is stopping and can't wait for the body";

/** Under a flood, look also after so many bodies have come together. */
const LOOK_EVERY = 50;

/** A body that takes longer than this is slow (ms). */
const MOMENT_MS = 100;

/** The middleware, and what it is doing. */
export interface BodyReader {
  readonly middleware: MiddlewareHandler<AppEnv>;
  /** Requests whose body has not arrived yet. */
  readonly reading: number;
  /**
   * Answers those 408 that have taken too long, and the slowest of too many. To
   * be called a few times a second: a timer for each body would cost more than
   * reading it does.
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
  /** When it was noticed that the body takes its time (ms, monotonic). */
  slowSince: number | undefined;
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
          slowSince: undefined,
          giveUp: reject,
        };
        if (awaited.push(entry) % LOOK_EVERY === 0) giveUpOnLate();
        if (stopping) reject(refusal(408, STOPPING));
        limited(c, async () => {
          await c.req.text();
        }).then(() => resolve(), reject);
      });
    } catch (error) {
      c.env?.connection?.willEnd();
      if (error instanceof Problem) throw error;
      // A client that hangs up, or sends malformed chunks. Deno's words for
      // it differ by version, and reading can fail for no other reason.
      throw refusal(400, BROKEN_OFF, error);
    } finally {
      if (entry) remove(awaited, entry);
      if (entry?.slowSince !== undefined) entry.connection?.bodyEnded();
    }
    return next();
  }

  function giveUpOnLate(): void {
    const now = clock.monotonic();
    const slow: Awaited[] = [];
    for (const entry of awaited) {
      if (now - entry.since >= BODY_TIMEOUT_MS) {
        entry.giveUp(refusal(408, TOO_SLOW));
      } else if (entry.slowSince === undefined) {
        // Only here, so that a body which arrives at once costs nothing.
        entry.slowSince = now;
        entry.connection?.bodyAwaited();
      } else if (now - entry.slowSince >= MOMENT_MS) {
        slow.push(entry);
      }
    }
    if (slow.length <= MAX_SLOW_BODIES) return;
    slow.sort((a, b) => b.since - a.since);
    for (const { giveUp } of slow.slice(MAX_SLOW_BODIES)) {
      giveUp(refusal(408, TOO_MANY));
    }
  }

  return {
    middleware: readBody,
    get reading() {
      return awaited.length;
    },
    giveUpOnLate,
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
