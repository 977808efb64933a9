/**
 * One user of the shop, as a library; see `load.ts`.
 * @module
 */

import { systemClock } from "../../../../services/shared/mod.ts";
import { fetchClient } from "../client/fetch_client.ts";
import { play } from "./play.ts";
import type { Result } from "../result/result.ts";
import type { Journey } from "./scenario.ts";
import mixed from "./mixed.ts";

/** One thing that a user does. */
export type Operation = "list" | "reserve" | "purchase";

/** An action of virtual users, how often they do it, and its journey. */
export const OPERATIONS: readonly {
  readonly name: Operation;
  readonly share: number;
  readonly journey: Journey["name"];
}[] = [
  { name: "list", share: 0.7, journey: "look" },
  { name: "reserve", share: 0.2, journey: "hold" },
  { name: "purchase", share: 0.1, journey: "purchase" },
];

/** How a visit ended. Sold out is an answer like any other, not an error. */
export type VisitResult =
  | "ok"
  | "sold_out"
  | "client_error"
  | "server_error"
  | "no_answer";

/** The dependencies of a visit. */
export interface VirtualUserOptions {
  /** Base URL of the gateway. */
  readonly url: string;
  /** The event that is bought. */
  readonly eventId: number;
  readonly fetch: typeof fetch;
  /** Ends the wait for an answer. */
  readonly timeoutMs: number;
}

/** Plays one operation to its end; never rejects. */
export async function visit(
  operation: Operation,
  { url, eventId, fetch, timeoutMs }: VirtualUserOptions,
): Promise<VisitResult> {
  const clock = systemClock;
  const wanted = OPERATIONS.find(({ name }) => name === operation);
  const journey = mixed.journeys.find(({ name }) => name === wanted?.journey);
  let ended: Result = "broken";
  if (journey === undefined) return "no_answer"; // every operation has one
  await play(journey, {
    url,
    events: [eventId],
    client: fetchClient({ fetch, clock, timeoutMs }),
    clock,
    recorder: {
      step: () => {},
      order: () => {},
      journey: (_, result) => void (ended = result),
    },
  }, { dueMs: clock.monotonic(), random: Math.random });
  return visitResultOf(ended);
}

function visitResultOf(result: Result): VisitResult {
  const unanswered: readonly Result[] = ["refused", "timeout", "broken"];
  if (unanswered.includes(result)) return "no_answer";
  return result as Exclude<Result, "refused" | "timeout" | "broken">; // the rest
}
