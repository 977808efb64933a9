/**
 * Customers who buy during the proof, and remember each answer and its time.
 * @module
 */

import type { Stack } from "../../stack/local/mod.ts";
import { Customer, LOAD_EVENT_ID } from "../../adapters/shop/mod.ts";

/** A ticket that was sold. */
export interface Bought {
  readonly id: string;
  /** When its payment was asked for, and when it was confirmed (ms of 1970). */
  readonly asked: number;
  readonly told: number;
}

/** Customers at work. */
export interface Buyers {
  readonly bought: readonly Bought[];
  /** Resolves when they have bought `count` more. */
  more(count: number): Promise<void>;
  stop(): Promise<void>;
}

const PAUSE_MS = 25;

/** One customer after another, some tens a second. */
export function startBuyers(stack: Stack): Buyers {
  const customer = new Customer(stack.urls.gateway ?? "");
  const bought: Bought[] = [];
  const waiting = new Set<{ readonly until: number; resolve(): void }>();
  const stopping = new AbortController();

  async function buy(): Promise<void> {
    const id = await customer.reserved(LOAD_EVENT_ID);
    const asked = Date.now();
    const { status } = await customer.pay(id);
    if (status !== 200) return;
    bought.push({ id, asked, told: Date.now() });
    for (const one of waiting) if (bought.length >= one.until) one.resolve();
  }
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      await buy().catch(() => {}); // the database was taken away: on purpose
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  })();
  return {
    bought,
    more: (count) =>
      new Promise((resolve) => {
        const one = {
          until: bought.length + count,
          resolve: () => {
            waiting.delete(one);
            resolve();
          },
        };
        waiting.add(one);
      }),
    stop: () => {
      stopping.abort();
      return ended;
    },
  };
}
