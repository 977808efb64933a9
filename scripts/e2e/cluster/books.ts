/**
 * The orders in the database.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Kubectl } from "../../adapters/kubernetes/mod.ts";

/** How many orders there are. */
export async function countOrders(kubectl: Kubectl): Promise<number> {
  const text = await kubectl.run([
    ...["exec", "postgres-0", "--", "psql", "-h", "127.0.0.1"],
    ...["-U", "quickticket", "-Atc", "SELECT count(*) FROM orders"],
  ]);
  const last = text.split("\n").at(-1) ?? "";
  // An empty answer would be the number 0.
  if (/^\d+$/.test(last)) return Number(last);
  throw new CouldNotRun(`Cannot count the orders: psql answered "${text}"`);
}
