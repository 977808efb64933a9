/**
 * Stopping is a sequence with a deadline: not ready, quiet period, bodies read,
 * listener closed and requests answered, background work done, pools closed.
 *
 * `server.shutdown()` must not start while a request's body is still arriving:
 * Deno then fails the read (denoland/deno#36809), and a client that did nothing
 * wrong gets a 500. So the sequence waits for the bodies first.
 * @module
 */

import type { Clock } from "./clock.ts";
import type { ServiceApp } from "./service_app.ts";

/** What is to be stopped, and how patiently. */
export interface Stopping {
  readonly app: Pick<
    ServiceApp,
    "inFlight" | "readingBodies" | "startDraining" | "settled"
  >;
  /** `Deno.HttpServer`, of which only this is needed. */
  readonly server: { shutdown(): Promise<void> };
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
  const inTime = drain().then(() => true);
  try {
    return await Promise.race([inTime, late]);
  } finally {
    deadline.abort();
    late.catch(() => {}); // the aborted sleep: nobody waits for it any more
  }

  async function drain(): Promise<void> {
    while (app.readingBodies() > 0) await clock.sleep(LOOK_EVERY_MS);
    await server.shutdown();
    while (app.inFlight() > 0) await clock.sleep(LOOK_EVERY_MS);
    await app.settled();
    await close();
  }
}
