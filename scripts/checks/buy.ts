/**
 * Customers who buy one after another, and what became of them.
 * @module
 */

import type { Shop } from "./shop.ts";

/** The event that never sells out. */
const ARENA = 6;

/** How some customers fared. */
export interface Bought {
  /** Status of each pay, in order. */
  readonly statuses: readonly number[];
  /** How long each pay took (ms). */
  readonly ms: readonly number[];
  /** Refusals that said when to come again. */
  readonly retryAfter: number;
}

/** `count` customers, one after another: reserve, then pay. */
export async function buy(shop: Shop, count: number): Promise<Bought> {
  const statuses: number[] = [];
  const ms: number[] = [];
  let retryAfter = 0;
  for (let i = 0; i < count; i++) {
    const paid = await shop.customer.pay(await shop.customer.reserved(ARENA));
    statuses.push(paid.status);
    ms.push(Math.round(paid.ms));
    if (paid.headers.get("retry-after") !== null) retryAfter++;
  }
  return { statuses, ms, retryAfter };
}

/** How many had this status. */
export function count(statuses: readonly number[], status: number): number {
  return statuses.filter((one) => one === status).length;
}

/** "28 x 200, 2 x 500" */
export function tally(statuses: readonly number[]): string {
  const kinds = [...new Set(statuses)].toSorted((a, b) => a - b);
  return kinds.map((one) => `${count(statuses, one)} x ${one}`).join(", ") ||
    "none";
}

/** The value below which this share of them lies, 0..1; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
