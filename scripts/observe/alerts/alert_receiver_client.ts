/**
 * Asks the alert receiver for the alerts that it has received.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** Where `deno task alert-receiver` and compose have it. */
export const ALERT_RECEIVER = "http://127.0.0.1:8086";

/** Longest wait for an answer (ms). */
const TIMEOUT_MS = 5000;

const texts = z.record(z.string(), z.string());

/** An alert that has arrived. */
export const received = z.object({
  number: z.int(),
  receivedAt: z.iso.datetime(),
  receiver: z.string(),
  name: z.string(),
  status: z.enum(["firing", "resolved"]),
  labels: texts,
  annotations: texts,
  startsAt: z.string(),
  endsAt: z.string().optional(),
});

/** An alert that has arrived. */
export type Received = z.infer<typeof received>;

/** All that the alert receiver has, the newest first. @throws {CouldNotRun} */
export async function receivedAlerts(
  url: string,
): Promise<readonly Received[]> {
  try {
    const answer = await fetch(`${url}/alerts`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return z.object({ alerts: z.array(received) }).parse(await answer.json())
      .alerts;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CouldNotRun(
      `Cannot ask the alert receiver at ${url}: ${reason}; start it: deno task alert-receiver, ` +
        "or docker compose --profile monitoring up -d alert-receiver",
    );
  }
}
