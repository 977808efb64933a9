/**
 * Customers who don't give up: each reserves and pays, again and again, and
 * insists on an answer about its money whatever breaks in between.
 * @module
 */

import type { Answer, Customer } from "../../adapters/shop/mod.ts";

/** The answers that all customers got. */
export interface Told {
  /** Ids of orders that were answered 200. */
  readonly orders: Set<string>;
  /** Answers by status; 0 counts calls that had none. */
  readonly statuses: Map<number, number>;
  /** Reservations whose pay was answered 404: they had expired, or were lost. */
  refused: number;
}

/** The customers, and their shop. */
export interface CustomersOptions {
  readonly customer: Customer;
  readonly count: number;
  /** Events they buy; draws choose. */
  readonly events: readonly number[];
  /** Draws from [0, 1). */
  readonly random: () => number;
  /** Aborted: begins nothing new, ends what was begun. */
  readonly signal: AbortSignal;
}

/** Pause of a customer after trouble (ms): it would spin otherwise. */
const BREATH_MS = 50;

/** Starts them. @returns the answers that they got, and their end */
export function startCustomers(
  options: CustomersOptions,
): { readonly told: Told; readonly ended: Promise<void> } {
  const { customer, count, events, random, signal } = options;
  const told: Told = { orders: new Set(), statuses: new Map(), refused: 0 };

  async function shop(): Promise<void> {
    while (!signal.aborted) {
      const event = events[Math.floor(random() * events.length)] ?? 1;
      const quantity = 1 + Math.floor(random() * 3);
      const answer = await ask(() => customer.reserve(event, quantity));
      const id = answer?.body.reservation_id;
      if (answer?.status !== 200 || typeof id !== "string") {
        await breathe();
      } else if (random() < 0.8) {
        await insist(id); // the others walk away; their holds expire
      }
    }
  }

  /** Pays until there is a final answer: an order, or that there is none. */
  async function insist(id: string): Promise<void> {
    for (;;) {
      const answer = await ask(() => customer.pay(id));
      if (answer?.status === 200) return void told.orders.add(id);
      if (answer?.status === 404 || answer?.status === 409) {
        told.refused++;
        return;
      }
      await breathe();
    }
  }

  async function ask(call: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      const answer = await call();
      count1(answer.status);
      return answer;
    } catch {
      count1(0); // the gateway was killed under it
      return undefined;
    }
  }

  function count1(status: number): void {
    told.statuses.set(status, (told.statuses.get(status) ?? 0) + 1);
  }

  const customers = Array.from({ length: count }, shop);
  return { told, ended: Promise.all(customers).then(() => {}) };
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, BREATH_MS));
}
