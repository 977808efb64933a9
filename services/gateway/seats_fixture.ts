/**
 * The seats of one event, for tests: what the events service promises of
 * fences, leases and doubt, by the same rules and in memory. A service never
 * imports another, so the rules are repeated here; `scripts/stack/system` runs
 * both sides of them against each other.
 * @module
 */

import type { FenceResult, Order } from "../shared/api_schemas.ts";
import type { Clock } from "../shared/clock.ts";
import type { Unfence } from "./ports.ts";
import { eventsProblem, type UpstreamProblem } from "./upstream_problem.ts";

/** How long a hold lives, and for how long a fence keeps it at least (ms). */
export const HOLD_MS = 300_000;
const MOVE_MS = 60_000;

/** Seats that were reserved under some ids, at time 0. */
export interface Seats {
  /** @throws {UpstreamProblem} 404 */
  fence(id: string, leaseMs: number): FenceResult;
  unfence(id: string, unfence: Unfence): void;
  /** @throws {UpstreamProblem} 404, 409 */
  confirm(id: string, paymentRef: string): Order;
  /** Payments that no gateway is working on. */
  unsettled(): readonly string[];
  /** True while the seats cannot go to another customer by themselves. */
  isKept(id: string): boolean;
  readonly orders: ReadonlyMap<string, Order>;
}

interface Pending {
  readonly expiresAt: number;
  attempt: number;
  /**
   * Undefined: no gateway is at work. In the past: the gateway has vanished.
   */
  leaseUntil: number | undefined;
  inDoubt: boolean;
  updatedAt: number;
}

const SEATS = { event_id: 1, quantity: 2, total_cents: 1000 };

/** Two seats at 500 cents each for every id of `ids`. */
export function seatsOf(
  clock: Pick<Clock, "now">,
  ids: readonly string[],
): Seats {
  const holds = new Map(ids.map((id) => [id, clock.now() + HOLD_MS]));
  const pending = new Map<string, Pending>();
  const orders = new Map<string, Order>();
  const references = new Map<string, string>();

  function liveHold(id: string): number | undefined {
    const expiresAt = holds.get(id);
    return expiresAt !== undefined && expiresAt > clock.now()
      ? expiresAt
      : undefined;
  }

  function rowOf(id: string): Pending | undefined {
    const row = pending.get(id);
    const expired = row !== undefined && row.leaseUntil === undefined &&
      !row.inDoubt && row.expiresAt <= clock.now();
    if (expired) pending.delete(id);
    return expired ? undefined : row;
  }

  function begin(id: string): Pending {
    const held = liveHold(id);
    if (held === undefined) throw refused(404, "There is no such reservation");
    holds.delete(id);
    const row: Pending = {
      expiresAt: Math.max(held, clock.now() + MOVE_MS),
      attempt: 0,
      leaseUntil: undefined,
      inDoubt: false,
      updatedAt: clock.now(),
    };
    pending.set(id, row);
    return row;
  }

  return {
    fence(id, leaseMs) {
      const order = orders.get(id);
      if (order) return { state: "confirmed", order };
      const row = rowOf(id) ?? begin(id);
      if (row.leaseUntil !== undefined && row.leaseUntil > clock.now()) {
        return { state: "busy" };
      }
      row.inDoubt ||= row.leaseUntil !== undefined;
      row.leaseUntil = clock.now() + leaseMs;
      row.attempt++;
      row.updatedAt = clock.now();
      return { state: "fenced", attempt: row.attempt, ...SEATS };
    },
    unfence(id, { attempt, charged }) {
      const row = rowOf(id);
      if (row?.attempt !== attempt || row.leaseUntil === undefined) return;
      row.leaseUntil = undefined;
      row.inDoubt ||= charged === "unknown";
      row.updatedAt = clock.now();
    },
    confirm(id, paymentRef) {
      const paid = orders.get(id);
      if (paid && references.get(id) !== paymentRef) {
        throw refused(409, "It was paid with another reference");
      }
      if (paid) return paid;
      if (!rowOf(id)) begin(id);
      pending.delete(id);
      const order: Order = { order_id: id, ...SEATS, status: "confirmed" };
      orders.set(id, order);
      references.set(id, paymentRef);
      return order;
    },
    unsettled() {
      const settleable = clock.now() - 10_000;
      return [...pending].filter(([, row]) =>
        row.leaseUntil === undefined
          ? row.inDoubt && row.updatedAt <= settleable
          : row.leaseUntil <= clock.now()
      ).map(([id]) => id);
    },
    isKept: (id) => orders.has(id) || rowOf(id) !== undefined,
    orders,
  };
}

function refused(status: number, detail: string): UpstreamProblem {
  return eventsProblem({
    kind: "refused",
    status,
    retryAfter: undefined,
    body: { detail },
  });
}
