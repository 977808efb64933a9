/**
 * What the database knows of orders.
 * @module
 */

import type { Kubectl } from "../../adapters/kubernetes/mod.ts";

/** How many orders there are. */
export async function countOrders(kubectl: Kubectl): Promise<number> {
  const text = await kubectl.run([
    ...["exec", "postgres-0", "--", "psql", "-h", "127.0.0.1"],
    ...["-U", "quickticket", "-Atc", "SELECT count(*) FROM orders"],
  ]);
  return Number(text.split("\n").at(-1));
}
