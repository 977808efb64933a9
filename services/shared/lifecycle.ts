/**
 * Stopping is a sequence with a deadline: not ready, quiet period, no new
 * connections, bodies read, requests answered, background work done, pools
 * closed.
 *
 * A part that waits for a client needs a limit of its own, or a client that
 * sends half a body, or never reads its answer, decides how a stop ends. Bodies
 * have half of the time, so that their requests can still be answered. Answers
 * that no client has read are dropped in the last tenth.
 *
 * Bodies come first because `Deno.serve`'s `shutdown()` makes them unreadable
 * while they arrive (denoland/deno#36809), and a client that did nothing wrong
 * would be refused.
 * @module
 */

import type { Clock } from "./clock.ts";
import type { HttpServer } from "./http_server.ts";
import type { ServiceApp } from "./service_app.ts";

/** The part to stop, and the time that it gets. */
export interface Stopping {
  readonly app: Pick<
    ServiceApp,
    | "inFlight"
    | "readingBodies"
    | "giveUpOnBodies"
    | "startDraining"
    | "settled"
  >;
  readonly server: Pick<HttpServer, "stopAccepting" | "shutdown" | "cut">;
  /** Closes pools and loops. */
  readonly close: () => Promise<void>;
  readonly clock: Clock;
  /** How long to serve on, not ready, while endpoints forget us (ms). */
  readonly quietMs: number;
  /** Longest wait after that (ms). */
  readonly graceMs: number;
}

/** How often to look whether the last body is read (ms). */
const LOOK_EVERY_MS = 5;

/** The part of the grace after which no body is waited for any more. */
const BODIES_SHARE = 0.5;

/** The part of it after which clients must have read their answers. */
const ANSWERS_SHARE = 0.9;

/**
 * Runs the sequence.
 * @returns true when everything ended in time; false when the deadline cut it
 */
export async function stop(
  { app, server, close, clock, quietMs, graceMs }: Stopping,
): Promise<boolean> {
  app.startDraining();
  if (quietMs > 0) await clock.sleep(quietMs);
  const deadline = new AbortController();
  const late = clock.sleep(graceMs, deadline.signal).then(() => false);
  const callOffs = [
    clock.after(graceMs * BODIES_SHARE, app.giveUpOnBodies),
    clock.after(graceMs * ANSWERS_SHARE, () => {
      if (app.inFlight() === 0) server.cut();
    }),
  ];
  const inTime = drain().then(() => true);
  try {
    return await Promise.race([inTime, late]);
  } finally {
    for (const callOff of callOffs) callOff();
    deadline.abort();
    late.catch(() => {}); // the aborted sleep
  }

  async function drain(): Promise<void> {
    await server.stopAccepting();
    while (app.readingBodies() > 0) await clock.sleep(LOOK_EVERY_MS);
    await server.shutdown();
    while (app.inFlight() > 0) await clock.sleep(LOOK_EVERY_MS);
    await app.settled();
    await close();
  }
}
