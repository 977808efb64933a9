/**
 * The metrics that events keeps besides its requests.
 * @module
 */

import { Counter, Gauge, type Registry } from "prom-client";
import type { Clock } from "../shared/clock.ts";
import { within } from "../shared/deadline.ts";
import type { Gate } from "./gate.ts";

/** Where the figures come from. */
export interface EventsMetricsOptions {
  readonly registry: Registry;
  readonly clock: Pick<Clock, "after">;
  /** Live holds, asked at each scrape. */
  readonly activeReservations: () => Promise<number>;
  /** The gate before the pool. */
  readonly gate: Pick<Gate, "inside" | "waiting" | "timeouts">;
  /** Size of the pool now. */
  readonly poolMax: () => number;
}

/** Longest wait for the store at a scrape (ms). */
const SCRAPE_MS = 1000;

/**
 * Registers them.
 * @returns counts one order and its tickets
 */
export function createEventsMetrics(
  { registry, clock, activeReservations, gate, poolMax }: EventsMetricsOptions,
): (quantity: number) => void {
  const registers = [registry];
  new Gauge({
    name: "events_reservations_active",
    help: "Holds that are neither paid nor expired, read from the store",
    registers,
    async collect() {
      try {
        this.set(await within(clock, SCRAPE_MS, activeReservations()));
      } catch {
        this.remove(); // not known is not zero: the series goes away
      }
    },
  });
  readAtScrape("events_db_pool_size", "Connections in use", () => gate.inside);
  readAtScrape("events_db_pool_max", "Connections there may be", poolMax);
  readAtScrape(
    "events_db_pool_waiting",
    "Requests that wait for a connection",
    () => gate.waiting,
  );
  let counted = 0;
  new Counter({
    name: "events_db_pool_timeouts_total",
    help: "Requests that waited too long for a connection",
    registers,
    collect() {
      this.inc(gate.timeouts - counted);
      counted = gate.timeouts;
    },
  });
  const orders = new Counter({
    name: "events_orders_total",
    help: "Orders confirmed",
    registers,
  });
  const tickets = new Counter({
    name: "events_tickets_sold_total",
    help: "Tickets of confirmed orders",
    registers,
  });
  return function sold(quantity) {
    orders.inc();
    tickets.inc(quantity);
  };

  function readAtScrape(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }
}
