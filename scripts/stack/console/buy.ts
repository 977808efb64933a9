/**
 * One ticket, bought with request ids that one can follow through the logs.
 * @module
 */

import { Reservation } from "../../../services/mod.ts";

/** The result. */
export interface Purchase {
  readonly isBought: boolean;
  /** One sentence for people. */
  readonly text: string;
  /** The id that both requests carry. */
  readonly requestId: string;
}

/** Longest wait for an answer (ms). */
const TIMEOUT_MS = 10_000;

/** Reserves one seat and pays for it; never rejects. */
export async function buyTicket(
  { url, eventId, requestId, fetch: fetch_ }: {
    /** Base URL of the gateway. */
    readonly url: string;
    readonly eventId: number;
    readonly requestId: string;
    readonly fetch: typeof fetch;
  },
): Promise<Purchase> {
  async function post(path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch_(url + path, {
      method: "POST",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        "x-request-id": requestId,
        ...body === undefined ? {} : { "content-type": "application/json" },
      },
      ...body === undefined ? {} : { body: JSON.stringify(body) },
    });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    throw new Error(`${answer.status}, ${detailOf(text)}`);
  }

  let step = "Reserving";
  try {
    const reservation = Reservation.parse(
      await post(`/events/${eventId}/reserve`, { quantity: 1 }),
    );
    step = "Paying";
    await post(`/reserve/${reservation.reservation_id}/pay`);
    const price = (reservation.total_cents / 100).toFixed(2);
    return { isBought: true, text: `Bought for ${price}`, requestId };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { isBought: false, text: `${step} failed: ${reason}`, requestId };
  }
}

function detailOf(text: string): string {
  try {
    const { detail } = JSON.parse(text);
    return typeof detail === "string" ? detail : "no reason given";
  } catch {
    return "no reason given"; // not one of our answers
  }
}
