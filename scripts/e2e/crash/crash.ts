/**
 * The crash test: customers, rounds of death, then the books.
 * @module
 */

import type { Stack } from "../../stack/local/mod.ts";
import {
  type Books,
  call,
  Customer,
  FAULTS,
  LOAD_EVENT_ID,
  readBooks,
} from "../../adapters/shop/mod.ts";
import { until } from "../../lib/wait/mod.ts";
import { playRounds, type Round } from "./rounds.ts";
import { startCustomers, type Told } from "./customers.ts";

/** The event that does not sell out, and two that do. */
const EVENTS = [LOAD_EVENT_ID, LOAD_EVENT_ID, 3, 5];

/** How many shop at a time. */
const SHOPPERS = 8;

/** Longest wait until the last payment is settled (ms). */
const SETTLE_MS = 120_000;

/** How it went. */
export interface CrashReport {
  readonly rounds: readonly Round[];
  readonly told: Told;
  readonly books: Books;
  /** From the last answer until no payment was left unsettled (ms). */
  readonly settledMs: number;
  /** Each promise that was broken, in words; empty: all were kept. */
  readonly broken: readonly string[];
}

/** The crashes, and their target. */
export interface CrashOptions {
  readonly stack: Stack;
  readonly rounds: number;
  readonly random: () => number;
  /** Aborted: ends after the round under way. */
  readonly signal: AbortSignal;
  readonly onRound: (round: Round, number: number) => void;
}

/** Plays it to its end. */
export async function crashTest(options: CrashOptions): Promise<CrashReport> {
  const { stack } = options;
  const customer = new Customer(stack.urls.gateway ?? "");
  const closing = new AbortController();
  const { told, ended } = startCustomers({
    customer,
    count: SHOPPERS,
    events: EVENTS,
    random: options.random,
    signal: closing.signal,
  });
  let rounds: readonly Round[];
  try {
    rounds = await playRounds({
      ...options,
      customer,
      count: options.rounds,
      event: LOAD_EVENT_ID,
    });
  } finally {
    closing.abort();
    await ended;
  }
  const settledMs = await until(
    "every payment is settled",
    () => nothingPending(stack),
    SETTLE_MS,
  );
  const books = await readBooks(stack, told.orders);
  return { rounds, told, books, settledMs, broken: brokenIn(rounds, books) };
}

/** Whether the gateway's settle loop has ended all that was left. */
async function nothingPending(stack: Stack): Promise<boolean> {
  const { body } = await call(
    "GET",
    `${stack.urls.events}/unsettled-payments`,
  );
  const ids = body.reservation_ids;
  return Array.isArray(ids) && ids.length === 0 &&
    await chargedAreOrders(stack);
}

/** A lease that has not run out yet is not listed as unsettled. */
async function chargedAreOrders(stack: Stack): Promise<boolean> {
  return (await readBooks(stack, new Set())).unpaidFor === 0;
}

/** Every promise that was broken, in words; none when all were kept. */
export function brokenIn(
  rounds: readonly Round[],
  books: Pick<Books, (typeof FAULTS)[number]>,
): readonly string[] {
  // Without a death nothing was proved.
  if (rounds.length === 0) return ["no round was played to its end"];
  const restarts = rounds.flatMap(({ victim, restarted }) =>
    restarted.map((name) => `${name} restarted when ${victim} died`)
  );
  const wrong = FAULTS.filter((fault) => books[fault] > 0)
    .map((fault) => `${fault}: ${books[fault]}`);
  return [...restarts, ...wrong];
}
