/**
 * Takes a backup: a dump and the sums over what it holds, both of one moment,
 * though customers go on buying.
 * @module
 */

import { createHash } from "node:crypto";
import type postgres from "postgres";
import type { Clock } from "../../../services/shared/mod.ts";
import { type MachineKey, seal } from "../../lib/seal/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  type Clients,
  readServer,
  runClient,
} from "../../adapters/postgres/mod.ts";
import { writeCanary } from "./canary.ts";
import { type Fingerprint, fingerprintOf } from "./fingerprint.ts";
import { backupId, MANIFEST, type Manifest, manifestFile } from "./manifest.ts";
import { type Store, textBytes } from "./store.ts";
import { toolDigest } from "./tool_digest.ts";

/** How a backup is taken. */
export interface TakeOptions {
  readonly databaseUrl: string;
  readonly clients: Clients;
  readonly store: Store;
  readonly key: MachineKey;
  readonly clock: Clock;
  /** Public key to encrypt to; in clear text without. */
  readonly recipient: string | undefined;
  /** Whether a token is written into the database first. */
  readonly withCanary: boolean;
  /** The moment that the database shows, when it is not now. */
  readonly shows?: Date;
}

/** Takes one. @param sql a connection of its own to the same database */
export async function takeBackup(
  sql: postgres.Sql,
  options: TakeOptions,
): Promise<Manifest> {
  const { databaseUrl, clients, store, key, clock, recipient } = options;
  const began = clock.monotonic();
  const server = await readServer(sql);
  const database = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  const canary = options.withCanary ? await writeCanary(sql) : null;
  const id = await freeId(store, database, clock);
  const file = `${id}.dump${recipient === undefined ? "" : ".age"}`;

  const taken = await inSnapshot(sql, async (snapshot, transaction) => {
    const dump = runClient(clients.invocation("pg_dump", [
      ...["--format=custom", "--no-password", `--snapshot=${snapshot.name}`],
    ], databaseUrl));
    const counted = counter();
    const clear = dump.output;
    const bytes = recipient === undefined
      ? clear
      : await (await import("./encryption.ts")).encrypted(clear, recipient);
    try {
      const [sums] = await Promise.all([
        fingerprintOf(transaction),
        store.write(file, bytes.pipeThrough(counted.through)),
        dump.ended,
      ]);
      return { snapshot, sums, ...counted.result() };
    } catch (error) {
      dump.kill();
      await dump.ended.catch(() => {}); // the first error is the one to tell
      await store.remove(file).catch(() => {}); // it is not there
      throw error;
    }
  });

  const manifest: Manifest = {
    schema: MANIFEST,
    id,
    database,
    server: {
      version: server.version,
      systemIdentifier: server.systemIdentifier,
    },
    snapshot: {
      at: options.shows?.toISOString() ?? taken.snapshot.at,
      lsn: taken.snapshot.lsn,
    },
    canary,
    dump: {
      file,
      bytes: taken.bytes,
      sha256: taken.sha256,
      format: "custom",
      encryption: recipient === undefined ? "none" : "age",
    },
    tool: { program: clients.version, digest: await toolDigest() },
    ms: Math.round(clock.monotonic() - began),
    ...taken.sums,
  };
  await store.write(manifestFile(id), textBytes(await seal(manifest, key)));
  return manifest;
}

/** An id that nobody has: of two in one second the later waits for the next. */
async function freeId(
  store: Store,
  database: string,
  clock: Clock,
): Promise<string> {
  const names = new Set((await store.list()).map(({ name }) => name));
  for (;;) {
    const id = backupId(database, new Date(clock.now()));
    const own = [manifestFile(id), `${id}.dump`, `${id}.dump.age`];
    if (!own.some((name) => names.has(name))) return id;
    await clock.sleep(1000 - clock.now() % 1000);
  }
}

interface Snapshot {
  /** By which another session sees the same moment. */
  readonly name: string;
  readonly at: string;
  readonly lsn: string;
}

/** Works in a transaction that holds the moment for pg_dump. */
async function inSnapshot<T extends { readonly sums: Fingerprint }>(
  sql: postgres.Sql,
  work: (snapshot: Snapshot, transaction: postgres.Sql) => Promise<T>,
): Promise<T> {
  await sql`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`;
  try {
    const [row] = await sql<[{ name: string; at: Date; lsn: string }]>`
      SELECT pg_export_snapshot() AS name, transaction_timestamp() AS at,
             CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()
                  ELSE pg_current_wal_lsn() END::text AS lsn`;
    const { name, lsn } = row;
    return await work({ name, lsn, at: row.at.toISOString() }, sql);
  } catch (cause) {
    if (isLost(cause)) {
      throw new CouldNotRun(
        "Cannot take the backup: the connection to the database was lost; " +
          "nothing of it was kept",
        { cause },
      );
    }
    throw cause;
  } finally {
    await sql`ROLLBACK`.catch(() => {}); // the connection is gone
  }
}

function isLost(error: unknown): boolean {
  return error instanceof Error && "code" in error &&
    /^(CONNECTION_|57P0)/.test(String(error.code));
}

/** Counts and sums up what flows through. */
function counter(): {
  readonly through: TransformStream<Uint8Array, Uint8Array>;
  result(): { readonly bytes: number; readonly sha256: string };
} {
  const hash = createHash("sha256");
  let bytes = 0;
  return {
    through: new TransformStream({
      transform(chunk, controller) {
        hash.update(chunk);
        bytes += chunk.length;
        controller.enqueue(chunk);
      },
    }),
    result: () => ({ bytes, sha256: hash.digest("hex") }),
  };
}
