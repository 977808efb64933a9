/**
 * Dumps that look like backups but are unusable, each made as it happens in
 * life: a disk that filled up, a schedule that stopped, a wrong name, a wrong
 * flag. Each comes twice: as a bare file, and as a backup whose own manifest is
 * true to what the job believed.
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
import type { TestBed } from "./test_bed.ts";

/** A dump that must be rejected. */
export interface BadDump {
  readonly name: string;
  /** Which rung must find it; one of these. */
  readonly rungs: readonly string[];
  make(bed: TestBed): Promise<Source>;
}

const TWO_DAYS_MS = 2 * 24 * 3_600_000;

/** All of them. */
export const BAD_DUMPS: readonly BadDump[] = [
  {
    name: "truncated, bare",
    rungs: ["restore", "integrity"],
    make: async (bed) => {
      const path = await bed.dump(bed.stack.databaseUrl);
      await cutShort(path);
      return await fileSource(path);
    },
  },
  {
    name: "truncated, in a store",
    rungs: ["integrity"],
    make: async (bed) => {
      const manifest = await bed.backup();
      await cutShort(`${bed.folder}/backups/${manifest.dump.file}`);
      return sourceOf(bed, manifest);
    },
  },
  {
    name: "stale, bare",
    rungs: ["freshness"],
    make: async (bed) => await fileSource(await staleDump(bed)),
  },
  {
    name: "stale, in a store",
    rungs: ["freshness"],
    make: async (bed) =>
      sourceOf(
        bed,
        await bed.backup({ shows: new Date(Date.now() - TWO_DAYS_MS) }),
      ),
  },
  {
    name: "of another database, bare",
    rungs: ["orders"],
    make: async (bed) => {
      const url = await otherShop(bed, "other_bare");
      return await fileSource(await bed.dump(url));
    },
  },
  {
    name: "of another database, in a store",
    rungs: ["origin"],
    make: async (bed) => {
      const databaseUrl = await otherShop(bed, "other_stored");
      return sourceOf(bed, await bed.backup({ databaseUrl }));
    },
  },
  {
    name: "of the schema alone, bare",
    rungs: ["orders"],
    make: async (bed) =>
      await fileSource(
        await bed.dump(bed.stack.databaseUrl, ["--schema-only"]),
      ),
  },
  {
    name: "of the schema alone, in a store",
    rungs: ["volume"],
    make: async (bed) =>
      sourceOf(
        bed,
        await bed.backup({
          clients: tampered(bed.clients, (args) => [
            ...args,
            "--schema-only",
          ]),
        }),
      ),
  },
  {
    name: "empty, bare",
    rungs: ["integrity"],
    make: async (bed) => {
      const path = `${bed.folder}/empty.dump`;
      await Deno.writeFile(path, new Uint8Array());
      return await fileSource(path);
    },
  },
  {
    name: "of an empty database, in a store",
    rungs: ["structure", "volume"],
    make: async (bed) => {
      const databases = databasesOf(bed.stack.databaseUrl);
      await databases.create("nothing");
      const url = databases.urlOf("nothing");
      const { invocation } = bed.clients;
      const clients: Clients = {
        ...bed.clients,
        invocation: (program, args) =>
          invocation(
            program,
            args.filter((word) => !word.startsWith("--snapshot")),
            url,
          ),
      };
      return sourceOf(bed, await bed.backup({ clients }));
    },
  },
];

function sourceOf(bed: TestBed, manifest: Manifest): Source {
  const backup: GoodBackup = {
    id: manifest.id,
    manifest,
    problem: undefined,
  };
  return backupSource(bed.store, backup, undefined);
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
async function otherShop(bed: TestBed, name: string): Promise<string> {
  const url = await bed.otherDatabase(name);
  const count = bed.buyers.bought.length;
  await withDatabase(url, (sql) =>
    sql`
      INSERT INTO orders
        (id, event_id, quantity, total_cents, payment_ref, created_at)
      SELECT 'other-' || n, 6, 1, 100, 'PAY-' || n, now() - n * interval '1 s'
        FROM generate_series(1, ${count}) n`);
  return url;
}

/** The live shop as it was two days ago, dumped today. */
async function staleDump(bed: TestBed): Promise<string> {
  const databases = databasesOf(bed.stack.databaseUrl);
  await databases.create("stale");
  const url = databases.urlOf("stale");
  const path = await bed.dump(bed.stack.databaseUrl);
  await loadDump(url, (await Deno.open(path)).readable, bed.clients);
  await withDatabase(
    url,
    (sql) => sql`UPDATE orders SET created_at = created_at - interval '2 days'`,
  );
  return await bed.dump(url);
}
