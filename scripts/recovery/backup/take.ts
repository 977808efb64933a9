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
  clientOutput,
  type Clients,
  databaseIn,
  isLost,
  readServer,
  runClient,
} from "../../adapters/postgres/mod.ts";
import { writeCanary } from "./canary.ts";
import { listBackups, nextNumber } from "./catalog.ts";
import { type Fingerprint, fingerprintOf, sequencesOf } from "./fingerprint.ts";
import { freeId } from "./free_id.ts";
import { MANIFEST, type Manifest, manifestFile } from "./manifest.ts";
import { readProperties } from "./properties.ts";
import { rightsIn, rolesOf } from "./rights.ts";
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
  const database = databaseIn(databaseUrl);
  const canary = options.withCanary ? await writeCanary(sql) : null;
  const id = await freeId(store, database, clock);
  const file = `${id}.dump${recipient === undefined ? "" : ".age"}`;

  const taken = await inSnapshot(sql, async (snapshot, transaction) => {
    const { words } = snapshot;
    const properties = await readProperties(transaction);
    const script = await clientOutput(
      clients.invocation("pg_dump", ["--schema-only", ...words], databaseUrl),
    );
    const rights = {
      statements: [...rightsIn(script)],
      roles: [...await rolesOf(transaction)],
    };
    const sequences = await sequencesOf(transaction); // before the dump's
    const dump = runClient(clients.invocation("pg_dump", [
      "--format=custom",
      ...words,
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
      const [{ ended }] = await transaction<[{ ended: Date }]>`
        SELECT clock_timestamp() AS ended`;
      return {
        snapshot,
        sums: { ...sums, sequences },
        properties,
        rights,
        ended: ended.toISOString(),
        ...counted.result(),
      };
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
      timeline: server.timeline,
    },
    number: nextNumber(await listBackups(store), database),
    ended: taken.ended,
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
    properties: taken.properties,
    rights: taken.rights,
    tool: { program: clients.version, digest: await toolDigest() },
    ms: Math.round(clock.monotonic() - began),
    ...taken.sums,
  };
  await store.write(manifestFile(id), textBytes(await seal(manifest, key)));
  return manifest;
}

interface Snapshot {
  /** By which pg_dump sees the same moment. */
  readonly words: readonly string[];
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
    const words = ["--no-password", `--snapshot=${name}`];
    return await work({ words, lsn, at: row.at.toISOString() }, sql);
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
