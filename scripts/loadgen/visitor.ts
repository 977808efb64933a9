/**
 * One visitor of the shop, over HTTP.
 * @module
 */

import { Reservation } from "../../services/shared/mod.ts";
import type { Operation } from "./mix.ts";

/** How a visit ended. Sold out is an answer like any other, not an error. */
export type Result =
  | "ok"
  | "sold_out"
  | "client_error"
  | "server_error"
  | "no_answer";

/** What a visit needs. */
export interface VisitorOptions {
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
  options: VisitorOptions,
): Promise<Result> {
  const { url, eventId } = options;
  if (operation === "list") return (await ask("GET", "/events")).result;
  const reserve = await ask("POST", `/events/${eventId}/reserve`, {
    quantity: 1,
  });
  if (operation === "reserve" || reserve.result !== "ok") return reserve.result;
  const reservation = Reservation.safeParse(reserve.body);
  if (!reservation.success) return "server_error";
  const id = reservation.data.reservation_id;
  return (await ask("POST", `/reserve/${id}/pay`)).result;

  async function ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly result: Result; readonly body?: unknown }> {
    const signal = AbortSignal.timeout(options.timeoutMs);
    const sent = body === undefined ? {} : {
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
    try {
      const answer = await options.fetch(url + path, {
        method,
        signal,
        ...sent,
      });
      const text = await answer.text();
      const result = resultOf(answer.status);
      return result === "ok" ? { result, body: JSON.parse(text) } : { result };
    } catch (error) {
      if (error instanceof SyntaxError) return { result: "server_error" };
      return { result: "no_answer" };
    }
  }
}

function resultOf(status: number): Result {
  if (status < 300) return "ok";
  if (status === 409) return "sold_out";
  return status < 500 ? "client_error" : "server_error";
}
