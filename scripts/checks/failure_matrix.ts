/**
 * Measures what still works while one part is stopped: the answer key of Lab 1,
 * made anew on the student's own shop.
 * @module
 */

import { poll } from "../lib/wait/mod.ts";
import { LOAD_EVENT_ID } from "../adapters/shop/mod.ts";
import type { Clock } from "../../services/shared/mod.ts";
import { CouldNotRun } from "../lib/cli/mod.ts";
import { type Operation, OPERATIONS, type Part, PARTS } from "./parts.ts";
import type { Shop } from "./shop.ts";

/**
 * HTTP statuses of each operation while one part is gone. It is tried twice, since
 * the first call may find a connection that has not broken yet.
 */
export type KillMatrix = Readonly<
  Record<Part, Readonly<Record<Operation, readonly number[]>>>
>;

/** Longest wait until all works again (ms). */
const RECOVERY_MS = 60_000;

/** How often is asked (ms). */
const ASK_EVERY_MS = 250;

/**
 * Takes each part away in turn, tries everything, and brings it back.
 * @throws {CouldNotRun} when the shop does not work before, or not again after
 */
export async function killMatrix(
  shop: Shop,
  clock: Clock,
  note: (line: string) => void,
): Promise<KillMatrix> {
  const rows: Partial<Record<Part, KillMatrix[Part]>> = {};
  await working(shop, clock, "before anything was stopped");
  for (const part of PARTS) {
    note(`without ${part} ...`);
    const reservation = await shop.customer.reserved(LOAD_EVENT_ID);
    await shop.stop(part);
    try {
      rows[part] = await tried(shop, reservation);
    } finally {
      await shop.start(part);
    }
    await working(shop, clock, `after ${part} was started again`);
  }
  return rows as KillMatrix; // every part has its row by now
}

async function tried(
  { customer }: Shop,
  reservation: string,
): Promise<KillMatrix[Part]> {
  const once = async (): Promise<Record<Operation, number>> => ({
    list: (await customer.list()).status,
    reserve: (await customer.reserve(LOAD_EVENT_ID)).status,
    pay: (await customer.pay(reservation)).status,
    health: (await customer.health()).status,
  });
  const [first, second] = [await once(), await once()];
  const both = OPERATIONS.map((operation) => [
    operation,
    [...new Set([first[operation], second[operation]])],
  ]);
  return Object.fromEntries(both) as KillMatrix[Part]; // each operation is there
}

async function working(
  { customer }: Shop,
  clock: Clock,
  when: string,
): Promise<void> {
  const sold = await poll(() => buys(customer).catch(() => false), {
    clock,
    withinMs: RECOVERY_MS,
    everyMs: ASK_EVERY_MS,
  });
  if (sold) return;
  throw new CouldNotRun(
    `The shop sells no ticket ${when}; look at its logs first`,
  );
}

async function buys(customer: Shop["customer"]): Promise<boolean> {
  const paid = await customer.pay(await customer.reserved(LOAD_EVENT_ID));
  return paid.status === 200 && (await customer.health()).status === 200;
}
