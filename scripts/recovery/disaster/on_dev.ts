/**
 * Disasters on the shop of `deno task dev`.
 * @module
 */

import {
  askStack,
  databaseUrlOr,
  DEV_DIRECTORY,
  setDataAside,
} from "../../stack/local/mod.ts";
import { databaseIn, withDatabase } from "../../adapters/postgres/mod.ts";
import type { Place } from "./place.ts";

/** That shop. */
export function devPlace(): Place {
  return {
    name: "deno task dev",
    database: async () => databaseIn(await databaseUrlOr(undefined)),
    ask: async (query) =>
      await withDatabase(await databaseUrlOr(undefined), async (sql) => {
        const [row] = await sql.unsafe(query).values();
        return String(row?.[0] ?? "");
      }),
    async killServer() {
      await askStack("kill", "postgres");
      await askStack("start", "postgres");
    },
    async loseVolume() {
      await askStack("kill", "postgres");
      const kept = await setDataAside(DEV_DIRECTORY, new Date());
      await askStack("start", "postgres");
      return kept;
    },
    execute: async (statement) =>
      await withDatabase(await databaseUrlOr(undefined), async (sql) => {
        await sql.unsafe(statement);
      }),
  };
}
