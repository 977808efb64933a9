/**
 * Which database and which steps a command works on.
 * @module
 */

import type postgres from "postgres";
import { databaseUrlOr } from "../../adapters/running_stack/mod.ts";
import {
  databaseUrl,
  withDatabase,
  withoutPassword,
} from "../../adapters/postgres/mod.ts";
import { boolean, type Flag, type Host, text } from "../../lib/cli/mod.ts";
import { PRODUCT } from "./mod.ts";
import { inOrder, readSteps, type Step } from "./step.ts";

/** `--folder` */
export const folder: Flag<string> = text("folder", {
  default: "migrations",
  help: "steps of your own; they come after the product's",
});

/** `--json` */
export const json: Flag<boolean> = boolean("json", {
  help: "the result as JSON",
});

/** Which database, and which steps. */
export const where = { databaseUrl, folder } as const;

/** The product's steps, and those of the folder. */
export async function stepsOf(path: string): Promise<readonly Step[]> {
  return inOrder(PRODUCT, await readSteps(path));
}

/** Connects, says where to, works. */
export async function connected(
  host: Host,
  given: string | undefined,
  work: (sql: postgres.Sql, url: string) => Promise<number>,
): Promise<number> {
  const url = await databaseUrlOr(given);
  host.err(`Database: ${withoutPassword(url)}`);
  return await withDatabase(url, (sql) => work(sql, url));
}
