/**
 * The place where the drill is proven: a live shop with customers, a store, and
 * databases that backups come from by mistake.
 * @module
 */

import {
  folderStore,
  type Manifest,
  type Store,
  takeBackup,
} from "../../recovery/backup/mod.ts";
import { MACHINE_KEY, type Stack, startStack } from "../../stack/local/mod.ts";
import {
  clientOutput,
  type Clients,
  findClients,
  withDatabase,
} from "../../adapters/postgres/mod.ts";
import type { Host } from "../../lib/cli/mod.ts";
import { machineKey } from "../../lib/seal/mod.ts";
import { migrateUp } from "../../schema/migrate/mod.ts";
import { databasesOf } from "../../recovery/backup/restore/mod.ts";
import { seed } from "../../schema/seed/mod.ts";
import { startBuyers } from "./customers.ts";
import type { Buyers } from "./customers.ts";
import { drill, type Result, type Source } from "../../recovery/drill/mod.ts";

/** The place. */
export interface TestBed extends AsyncDisposable {
  readonly stack: Stack;
  readonly buyers: Buyers;
  readonly clients: Clients;
  readonly store: Store;
  /** A folder for files. */
  readonly folder: string;
  /** Takes a backup, with programs that may have been tampered with. */
  backup(
    changes?: Partial<Parameters<typeof takeBackup>[1]>,
  ): Promise<Manifest>;
  /** Writes a bare dump of a database. @returns its path */
  dump(databaseUrl: string, words?: readonly string[]): Promise<string>;
  /** A new database with the shop's tables, seeded. */
  otherDatabase(name: string): Promise<string>;
  /** Drills. */
  drill(source: Source, maxAge?: number): Promise<Result>;
}

const HOUR_MS = 3_600_000;

/** Makes it. */
export async function openTestBed(host: Host): Promise<TestBed> {
  const stack = await startStack({ note: host.err });
  const folder = await Deno.makeTempDir({ prefix: "drill-" });
  const store = folderStore(`${folder}/backups`);
  const buyers = startBuyers(stack);
  const { databaseUrl } = stack;
  const database = new URL(databaseUrl).pathname.slice(1);
  const clients = await withDatabase(
    databaseUrl,
    (sql) => findClients(sql, databaseUrl),
  );
  const close = async (): Promise<void> => {
    await buyers.stop();
    await stack.close();
    await Deno.remove(folder, { recursive: true });
  };
  return {
    stack,
    buyers,
    clients,
    store,
    folder,
    backup: (changes = {}) =>
      withDatabase(
        changes.databaseUrl ?? databaseUrl,
        async (sql) =>
          await takeBackup(sql, {
            databaseUrl,
            clients,
            store,
            key: await machineKey(MACHINE_KEY),
            clock: host.clock,
            recipient: undefined,
            withCanary: true,
            ...changes,
          }),
      ),
    async dump(url, words = []) {
      const path = `${folder}/${crypto.randomUUID()}.dump`;
      await clientOutput(
        clients.invocation("pg_dump", ["-Fc", "-f", path, ...words], url),
      );
      return path;
    },
    async otherDatabase(name) {
      const databases = databasesOf(databaseUrl);
      await databases.create(name);
      const url = databases.urlOf(name);
      await migrateUp(url, () => {});
      await seed(url);
      return url;
    },
    drill: (source, maxAge = HOUR_MS) =>
      withDatabase(databaseUrl, (sql) =>
        drill({
          source,
          clients,
          live: { sql, database },
          maxAge,
          clock: host.clock,
          log: () => {},
          onCheck: () => {},
        })),
    [Symbol.asyncDispose]: close,
  };
}
