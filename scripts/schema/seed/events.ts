/**
 * The events on sale in a fresh shop. The labs rely on ids, totals and prices.
 * @module
 */

import { LOAD_EVENT_ID } from "../../adapters/shop/mod.ts";

/** One event to be sold. */
export interface SeedEvent {
  readonly id: number;
  readonly name: string;
  readonly venue: string;
  /** RFC 3339, UTC. */
  readonly date: string;
  readonly totalTickets: number;
  readonly priceCents: number;
}

/** Event 6 is for load generators: it does not sell out in a long run. */
export const SEED_EVENTS: readonly SeedEvent[] = [
  {
    id: 1,
    name: "Go Conference 2026",
    venue: "Main Hall A",
    date: "2026-09-15T09:00:00Z",
    totalTickets: 100,
    priceCents: 5000,
  },
  {
    id: 2,
    name: "SRE Meetup",
    venue: "Room 204",
    date: "2026-10-01T18:00:00Z",
    totalTickets: 30,
    priceCents: 0,
  },
  {
    id: 3,
    name: "Cloud Native Summit",
    venue: "Expo Center",
    date: "2026-11-20T10:00:00Z",
    totalTickets: 500,
    priceCents: 15_000,
  },
  {
    id: 4,
    name: "TypeScript Workshop",
    venue: "Lab 301",
    date: "2026-09-22T14:00:00Z",
    totalTickets: 25,
    priceCents: 2000,
  },
  {
    id: 5,
    name: "Kubernetes Deep Dive",
    venue: "Auditorium B",
    date: "2026-10-10T10:00:00Z",
    totalTickets: 80,
    priceCents: 8000,
  },
  {
    id: LOAD_EVENT_ID,
    name: "Load Test Arena",
    venue: "Proving Ground",
    date: "2026-12-31T00:00:00Z",
    totalTickets: 1_000_000,
    priceCents: 100,
  },
];
