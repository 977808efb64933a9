/**
 * The books: what PostgreSQL says was sold, what payments says was charged, and
 * whether the two agree with each other and with the answers that customers
 * got.
 * @module
 */

import { z } from "zod";
import { connectTo } from "../postgres/connect.ts";
import { logFile, type StackPaths } from "../running_stack/paths.ts";
import { readText } from "../../lib/files/mod.ts";

/** A stack whose books are read: its database, and where its logs are. */
export interface Bookkeeper {
  readonly databaseUrl: string;
  readonly paths: StackPaths;
}

/** The counts that must be zero, and their basis. */
export interface Books {
  readonly orders: number;
  readonly charges: number;
  /** Events with more seats sold or being paid than there are. */
  readonly oversold: number;
  /** Events whose counters differ from the sum over their rows. */
  readonly miscounted: number;
  /** Orders that were answered 200 and are not in the database. */
  readonly lost: number;
  /** Charges without an order: money taken for nothing. */
  readonly unpaidFor: number;
  /** Orders without a charge: tickets given away. */
  readonly notCharged: number;
  /** Reservations that were charged under more than one reference. */
  readonly chargedTwice: number;
}

/** The figures that must be zero. */
export const FAULTS = [
  "oversold",
  "miscounted",
  "lost",
  "unpaidFor",
  "notCharged",
  "chargedTwice",
] as const satisfies readonly (keyof Books)[];

/**
 * Reads the books of a stack at rest.
 * @param answered ids of orders that customers got as their own
 */
export async function readBooks(
  stack: Bookkeeper,
  answered: ReadonlySet<string>,
): Promise<Books> {
  const sql = await connectTo(stack.databaseUrl);
  try {
    const orders = await sql<
      { readonly id: string; readonly payment_ref: string }[]
    >`SELECT id, payment_ref FROM orders WHERE status = 'confirmed'`;
    const [counts] = await sql<
      [{ readonly oversold: number; readonly miscounted: number }]
    >`
      SELECT count(*) FILTER (WHERE sold + pending > total_tickets)::int
               AS oversold,
             count(*) FILTER (WHERE sold <> coalesce((
               SELECT sum(quantity) FROM orders o
                WHERE o.event_id = e.id AND status = 'confirmed'), 0)
               OR pending <> coalesce((
               SELECT sum(quantity) FROM pending_payments p
                WHERE p.event_id = e.id), 0))::int AS miscounted
        FROM events e`;
    const log = await readText(logFile(stack.paths, "payments"));
    return balance(orders, chargesIn(log), counts, answered);
  } finally {
    await sql.end();
  }
}

/** An order in the database; its id is that of its reservation. */
interface Order {
  readonly id: string;
  readonly payment_ref: string;
}

/** References by reservation. */
type Charges = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Holds orders and charges against each other, and both against the answers
 * that customers got.
 * @param counts what the database itself counted
 */
export function balance(
  orders: readonly Order[],
  charged: Charges,
  counts: Pick<Books, "oversold" | "miscounted">,
  answered: ReadonlySet<string>,
): Books {
  const ids = new Set(orders.map(({ id }) => id));
  return {
    orders: orders.length,
    // Not the references: of 8 hexadecimal digits each, two of 72,000 were alike.
    charges: [...charged.values()].reduce((sum, one) => sum + one.size, 0),
    ...counts,
    lost: [...answered].filter((id) => !ids.has(id)).length,
    unpaidFor: [...charged.keys()].filter((id) => !ids.has(id)).length,
    // By the reservation, since another one may have the same reference.
    notCharged:
      orders.filter(({ id, payment_ref }) =>
        charged.get(id)?.has(payment_ref) !== true
      ).length,
    chargedTwice: [...charged.values()].filter((one) => one.size > 1).length,
  };
}

const charge = z.object({
  payment_ref: z.string(),
  reservation_id: z.string(),
});

/**
 * Reads charges from the log of payments: it plays a provider, and a provider's
 * own books are what counts. Its lines are written before a charge is answered,
 * and survive its death; a line that was cut off by it was never answered.
 */
export function chargesIn(log: string): Charges {
  const charges = new Map<string, Set<string>>();
  for (const line of log.split("\n")) {
    if (!line.includes('"payment_ref"')) continue;
    const read = charge.safeParse(jsonIn(line));
    if (!read.success) continue;
    const { payment_ref: ref, reservation_id: id } = read.data;
    charges.set(id, (charges.get(id) ?? new Set()).add(ref));
  }
  return charges;
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // cut off
  }
}
