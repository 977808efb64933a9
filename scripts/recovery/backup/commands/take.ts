/**
 * `deno task backup`
 * @module
 */

import {
  databaseUrlOr,
  MACHINE_KEY,
} from "../../../adapters/running_stack/mod.ts";
import {
  databaseUrl,
  findClients,
  withDatabase,
  withoutPassword,
} from "../../../adapters/postgres/mod.ts";
import {
  boolean,
  Exit,
  type Host,
  integer,
  text,
} from "../../../lib/cli/mod.ts";
import { machineKey } from "../../../lib/seal/mod.ts";
import { listBackups } from "../catalog.ts";
import { type Manifest, manifestFile } from "../manifest.ts";
import { outdated } from "../retention.ts";
import { openStore } from "../open_store.ts";
import type { Store } from "../store.ts";
import { takeBackup } from "../take.ts";
import { storeFlag } from "../where.ts";

/** Flags of the tool itself. */
export const takeFlags = {
  databaseUrl,
  store: storeFlag,
  keep: integer("keep", {
    default: 5,
    min: 1,
    max: 1000,
    help: "how many good backups stay; older ones are removed",
  }),
  recipient: text("recipient", {
    default: undefined,
    env: "BACKUP_RECIPIENT",
    placeholder: "age1...",
    help: "encrypts to this public key (age)",
  }),
  noCanary: boolean("no-canary", {
    help: "writes no token into the database first (read-only users)",
  }),
  json: boolean("json", { help: "the manifest as JSON" }),
} as const;

interface Take {
  readonly host: Host;
  readonly flags: {
    readonly databaseUrl: string | undefined;
    readonly store: string;
    readonly keep: number;
    readonly recipient: string | undefined;
    readonly noCanary: boolean;
    readonly json: boolean;
  };
}

/** Takes one, then removes what is too old. */
export async function runTake({ host, flags }: Take): Promise<number> {
  const url = await databaseUrlOr(flags.databaseUrl);
  const store = await openStore(flags.store, host.env);
  host.err(`Backing up ${withoutPassword(url)} into ${store.where} ...`);
  const manifest = await withDatabase(
    url,
    async (sql) =>
      await takeBackup(sql, {
        databaseUrl: url,
        clients: await findClients(sql, url),
        store,
        key: await machineKey(MACHINE_KEY),
        clock: host.clock,
        recipient: flags.recipient,
        withCanary: !flags.noCanary,
      }),
  );
  await removeOutdated(store, flags.keep, (line) => host.err(line));
  host.out(
    flags.json
      ? JSON.stringify(manifest, undefined, 2)
      : manifestText(manifest),
  );
  return Exit.ok;
}

/** Removes what is too old, and says so of each. */
export async function removeOutdated(
  store: Store,
  keep: number,
  log: (line: string) => void,
): Promise<void> {
  const files = new Set((await store.list()).map(({ name }) => name));
  for (const { id } of outdated(await listBackups(store), keep)) {
    // The manifest first: without it nobody takes the rest for a backup.
    for (const name of [manifestFile(id), `${id}.dump`, `${id}.dump.age`]) {
      if (files.has(name)) await store.remove(name);
    }
    log(`removed ${id}: the newest ${keep} good ones stay`);
  }
}

/** A backup in a few lines. */
export function manifestText(
  { id, dump, tables, snapshot, server, ms, tool, canary }: Manifest,
): string {
  const rows = tables.map(({ name, rows }) =>
    `${name.replace(/^public\./, "")} ${rows}`
  );
  return [
    id,
    `  shows      ${snapshot.at} (${snapshot.lsn}), PostgreSQL ${server.version}`,
    `  rows       ${rows.join(", ") || "no table"}`,
    `  dump       ${dump.file}, ${dump.bytes} bytes, ` +
    `${dump.encryption === "none" ? "not encrypted" : "encrypted by age"}`,
    `  sha256     ${dump.sha256}`,
    `  canary     ${canary ?? "none"}`,
    `  taken in   ${(ms / 1000).toFixed(1)} s by ${tool.program}`,
  ].join("\n");
}
