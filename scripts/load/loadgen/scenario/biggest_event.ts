/**
 * The event to visit by default: a big one, because it does not sell out.
 * @module
 */

import { z } from "zod";
import { EventView } from "../../../../services/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";

/**
 * The event with most tickets.
 * @throws {CouldNotRun} when the shop does not say, or has none
 */
export async function biggestEvent(
  fetch: typeof globalThis.fetch,
  url: string,
): Promise<number> {
  const events = await eventsOf(fetch, url);
  const [biggest] = events.toSorted((a, b) =>
    b.total_tickets - a.total_tickets
  );
  if (biggest) return biggest.id;
  throw new CouldNotRun(
    `${url} has no events on sale; run deno task seed, or name one by --event`,
  );
}

async function eventsOf(
  fetch: typeof globalThis.fetch,
  url: string,
): Promise<readonly EventView[]> {
  try {
    const answer = await fetch(`${url}/events`, {
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    return z.array(EventView).parse(await answer.json());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CouldNotRun(
      `Cannot ask ${url}/events what is on sale: ${reason}\n` +
        "Is the shop up (deno task dev)? Choose another with --url, " +
        "or name an event with --event to load it all the same.",
    );
  }
}
