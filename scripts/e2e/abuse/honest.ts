/**
 * Honest customers beside the hostile ones, on every service: they list, reserve
 * and pay, and count the answers.
 * @module
 */

import {
  type Answer,
  call,
  Customer,
  LOAD_EVENT_ID,
} from "../../adapters/shop/mod.ts";

/** The answers that they got. */
export interface Told {
  /** Answers by status; 0 counts calls without an answer. */
  readonly statuses: Map<number, number>;
  /** Reasons of calls without an answer, each once. */
  readonly reasons: Set<string>;
  /** How long each call took (ms). */
  readonly ms: number[];
  /** Orders that were answered 200. */
  orders: number;
}

/** Where they go, and until when. */
export interface HonestOptions {
  readonly urls: Readonly<Record<string, string>>;
  /** Customers of each service. */
  readonly each: number;
  /** Pause of a customer between two visits (ms). */
  readonly pauseMs: number;
  /** Aborted: ends the visit under way, and begins none. */
  readonly signal: AbortSignal;
}

/** Starts them. @returns the answers so far, and their end */
export function startHonest(
  { urls, each, pauseMs, signal }: HonestOptions,
): { readonly told: Told; readonly ended: Promise<void> } {
  const told: Told = {
    statuses: new Map(),
    reasons: new Set(),
    ms: [],
    orders: 0,
  };

  async function ask(ask: () => Promise<Answer>): Promise<Answer | undefined> {
    const began = performance.now();
    try {
      const answer = await ask();
      note(answer.status);
      return answer;
    } catch (error) {
      note(0);
      told.reasons.add(error instanceof Error ? error.message : String(error));
      return undefined;
    } finally {
      told.ms.push(performance.now() - began);
    }
  }

  function note(status: number): void {
    told.statuses.set(status, (told.statuses.get(status) ?? 0) + 1);
  }

  async function buy(customer: Customer): Promise<void> {
    await ask(() => customer.list());
    const held = await ask(() => customer.reserve(LOAD_EVENT_ID));
    const id = held?.body.reservation_id;
    if (typeof id !== "string") return;
    const paid = await ask(() => customer.pay(id));
    if (paid?.status === 200) told.orders++;
  }

  async function visit(service: string, url: string): Promise<void> {
    if (service === "gateway") return await buy(new Customer(url));
    if (service === "payments") {
      await ask(() => call("POST", `${url}/charge`, { amount: 1 }));
    } else await ask(() => call("GET", `${url}/events`));
  }

  async function shop([service, url]: readonly [string, string]) {
    while (!signal.aborted) {
      await visit(service, url);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  const all = Object.entries(urls)
    .flatMap((place) => Array.from({ length: each }, () => shop(place)));
  return { told, ended: Promise.all(all).then(() => {}) };
}
