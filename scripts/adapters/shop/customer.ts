/**
 * A customer over HTTP, who remembers what was answered.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  /** From the call to the last byte (ms). */
  readonly ms: number;
}

/** Longest wait for an answer (ms). */
const TIMEOUT_MS = 30_000;

/** One call; rejects when there is no answer at all. */
export async function call(
  method: string,
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const began = performance.now();
  const answer = await fetch(url, {
    method,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...body === undefined ? { headers } : {
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
    },
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === "" ? {} : JSON.parse(text),
    ms: performance.now() - began,
  };
}

/** The gateway at `url`, as a customer uses it. */
export class Customer {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  list(): Promise<Answer> {
    return call("GET", `${this.url}/events`);
  }

  find(eventId: number): Promise<Answer> {
    return call("GET", `${this.url}/events/${eventId}`);
  }

  reserve(eventId: number, quantity = 1): Promise<Answer> {
    return call("POST", `${this.url}/events/${eventId}/reserve`, { quantity });
  }

  pay(reservationId: string): Promise<Answer> {
    return call("POST", `${this.url}/reserve/${reservationId}/pay`);
  }

  health(): Promise<Answer> {
    return call("GET", `${this.url}/health`);
  }

  /** The id of a reservation that must be granted. */
  async reserved(eventId: number, quantity = 1): Promise<string> {
    const answer = await this.reserve(eventId, quantity);
    const { reservation_id: id } = answer.body;
    if (answer.status === 200 && typeof id === "string") return id;
    throw new CouldNotRun(
      `Not granted: ${answer.status} ${answer.body.detail}`,
    );
  }
}
