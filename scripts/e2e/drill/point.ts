/**
 * Back to one second before an accident.
 * @module
 */

import { recover, walOf } from "../../recovery/pitr/mod.ts";
import { ROOT } from "../../stack/local/mod.ts";
import { outputOf } from "../../lib/process/mod.ts";
import { withDatabase } from "../../adapters/postgres/mod.ts";
import { until } from "../../lib/wait/mod.ts";
import type { Bought } from "./customers.ts";
import type { TestBed } from "./test_bed.ts";

/** Sells, has an accident, goes back. @returns what was found */
export async function backBeforeAccident(bed: TestBed): Promise<string> {
  const { stack, buyers, folder } = bed;
  const archive = `${folder}/archive`;
  const flags = ["--archive", archive, "--database-url", stack.databaseUrl];
  const tool = [
    ...["run", "-A", "--quiet"],
    `${ROOT}/scripts/recovery/pitr/cli.ts`,
  ];
  await using _following = await follow(archive, [...tool, "follow", ...flags]);
  await outputOf(Deno.execPath(), [...tool, "base", ...flags]);
  const first = buyers.bought.length;
  await buyers.more(100);

  const accident = await withDatabase(stack.databaseUrl, async (sql) => {
    await sql`DROP TABLE orders CASCADE`;
    const [row] = await sql<[{ at: Date }]>`SELECT clock_timestamp() AS at`;
    return row.at.getTime();
  });
  const moment = accident - 1000;
  const since = buyers.bought.slice(first);
  const ids = await idsAt(archive, new Date(moment));
  return heldAgainst(since, moment, ids);
}

/**
 * Compares the recovered orders with the answers that customers got. A payment
 * that was under way at the moment may be there or not.
 * @param moment that was gone back to (ms since the epoch)
 * @param ids of the orders that are there
 * @returns what was found
 * @throws {Error} when an order is missing, one is there too much, or nothing was
 *   bought on one of the sides
 */
export function heldAgainst(
  bought: readonly Bought[],
  moment: number,
  ids: ReadonlySet<string>,
): string {
  const must = bought.filter(({ told }) => told < moment);
  const mustNot = bought.filter(({ asked }) => asked > moment);
  if (must.length === 0 || mustNot.length === 0) {
    throw new Error(`nothing to tell by: ${must.length}, ${mustNot.length}`);
  }
  const missing = must.filter(({ id }) => !ids.has(id));
  const tooMuch = mustNot.filter(({ id }) => ids.has(id));
  const words = `${must.length} orders from before the moment, ` +
    `${missing.length} missing; ${mustNot.length} from after it, ` +
    `${tooMuch.length} there`;
  if (missing.length + tooMuch.length > 0) throw new Error(words);
  return words;
}

async function idsAt(
  archive: string,
  moment: Date,
): Promise<ReadonlySet<string>> {
  await using recovered = await recover(archive, moment, () => {});
  return await withDatabase(recovered.server.url, async (sql) => {
    const rows = await sql<{ readonly id: string }[]>`SELECT id FROM orders`;
    return new Set(rows.map(({ id }) => id));
  });
}

async function follow(
  archive: string,
  args: readonly string[],
): Promise<AsyncDisposable> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    stdout: "null",
    stderr: "null",
  }).spawn();
  await until("the archive has its first segment", async () => {
    const files = await Array.fromAsync(Deno.readDir(walOf(archive)));
    return files.length > 0;
  });
  return {
    async [Symbol.asyncDispose]() {
      child.kill("SIGINT");
      await child.status;
    },
  };
}
