/**
 * Dumps that look like backups and are none, each made as it happens in life:
 * a disk that filled up, a schedule that stopped, a wrong name, a wrong flag.
 * Each comes twice: as a bare file, and as a backup whose own manifest is true
 * to what the job believed.
 * @module
 */

import type { GoodBackup, Manifest } from "../../recovery/backup/mod.ts";
import { type Clients, withDatabase } from "../../adapters/postgres/mod.ts";
import { databasesOf, loadDump } from "../../recovery/backup/restore/mod.ts";
import {
  backupSource,
  fileSource,
  type Source,
} from "../../recovery/drill/mod.ts";
import type { Yard } from "./test_bed.ts";

/** A dump that must be rejected. */
export interface BadDump {
  readonly name: string;
  /** Which rung must find it; one of these. */
  readonly rungs: readonly string[];
  make(yard: Yard): Promise<Source>;
}

const TWO_DAYS_MS = 2 * 24 * 3_600_000;

/** All of them. */
export const BAD_DUMPS: readonly BadDump[] = [
  {
    name: "truncated, bare",
    rungs: ["restore", "integrity"],
    make: async (yard) => {
      const path = await yard.dump(yard.stack.databaseUrl);
      await cutShort(path);
      return await fileSource(path);
    },
  },
  {
    name: "truncated, in a store",
    rungs: ["integrity"],
    make: async (yard) => {
      const manifest = await yard.backup();
      await cutShort(`${yard.folder}/backups/${manifest.dump.file}`);
      return sourceOf(yard, manifest);
    },
  },
  {
    name: "stale, bare",
    rungs: ["freshness"],
    make: async (yard) => await fileSource(await staleDump(yard)),
  },
  {
    name: "stale, in a store",
    rungs: ["freshness"],
    make: async (yard) =>
      sourceOf(
        yard,
        await yard.backup({ shows: new Date(Date.now() - TWO_DAYS_MS) }),
      ),
  },
  {
    name: "of another database, bare",
    rungs: ["orders"],
    make: async (yard) => {
      const url = await otherShop(yard, "other_bare");
      return await fileSource(await yard.dump(url));
    },
  },
  {
    name: "of another database, in a store",
    rungs: ["origin"],
    make: async (yard) => {
      const databaseUrl = await otherShop(yard, "other_stored");
      return sourceOf(yard, await yard.backup({ databaseUrl }));
    },
  },
  {
    name: "of the schema alone, bare",
    rungs: ["orders"],
    make: async (yard) =>
      await fileSource(
        await yard.dump(yard.stack.databaseUrl, ["--schema-only"]),
      ),
  },
  {
    name: "of the schema alone, in a store",
    rungs: ["volume"],
    make: async (yard) =>
      sourceOf(
        yard,
        await yard.backup({
          clients: tampered(yard.clients, (args) => [
            ...args,
            "--schema-only",
          ]),
        }),
      ),
  },
  {
    name: "empty, bare",
    rungs: ["integrity"],
    make: async (yard) => {
      const path = `${yard.folder}/empty.dump`;
      await Deno.writeFile(path, new Uint8Array());
      return await fileSource(path);
    },
  },
  {
    name: "of an empty database, in a store",
    rungs: ["structure", "volume"],
    make: async (yard) => {
      const databases = databasesOf(yard.stack.databaseUrl);
      await databases.create("nothing");
      const url = databases.urlOf("nothing");
      const { invocation } = yard.clients;
      const clients: Clients = {
        ...yard.clients,
        invocation: (program, args) =>
          invocation(
            program,
            args.filter((word) => !word.startsWith("--snapshot")),
            url,
          ),
      };
      return sourceOf(yard, await yard.backup({ clients }));
    },
  },
];

function sourceOf(yard: Yard, manifest: Manifest): Source {
  const backup: GoodBackup = {
    id: manifest.id,
    manifest,
    problem: undefined,
  };
  return backupSource(yard.store, backup, undefined);
}

async function cutShort(path: string): Promise<void> {
  const { size } = await Deno.stat(path);
  await Deno.truncate(path, Math.floor(size * 0.6));
}

function tampered(
  clients: Clients,
  change: (args: readonly string[]) => readonly string[],
): Clients {
  return {
    ...clients,
    invocation: (program, args, url) =>
      clients.invocation(program, change(args), url),
  };
}

/** A shop with orders of its own. */
async function otherShop(yard: Yard, name: string): Promise<string> {
  const url = await yard.otherDatabase(name);
  const count = yard.buyers.bought.length;
  await withDatabase(url, (sql) =>
    sql`
      INSERT INTO orders
        (id, event_id, quantity, total_cents, payment_ref, created_at)
      SELECT 'other-' || n, 6, 1, 100, 'PAY-' || n, now() - n * interval '1 s'
        FROM generate_series(1, ${count}) n`);
  return url;
}

/** The live shop as it was two days ago, dumped today. */
async function staleDump(yard: Yard): Promise<string> {
  const databases = databasesOf(yard.stack.databaseUrl);
  await databases.create("stale");
  const url = databases.urlOf("stale");
  const path = await yard.dump(yard.stack.databaseUrl);
  await loadDump(url, (await Deno.open(path)).readable, yard.clients);
  await withDatabase(
    url,
    (sql) => sql`UPDATE orders SET created_at = created_at - interval '2 days'`,
  );
  return await yard.dump(url);
}
