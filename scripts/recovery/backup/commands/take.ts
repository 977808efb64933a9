/**
 * `deno task backup`
 * @module
 */

import {
  databaseUrlOr,
  MACHINE_KEY,
} from "../../../adapters/running_stack/mod.ts";
import {
  databaseIn,
  databaseUrl,
  findClients,
  readServer,
  withDatabase,
  withoutPassword,
} from "../../../adapters/postgres/mod.ts";
import {
  boolean,
  defineTool,
  Exit,
  type Host,
  integer,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { machineKey } from "../../../lib/seal/mod.ts";
import { listBackups } from "../catalog.ts";
import type { Manifest } from "../manifest.ts";
import { type Owner, planPrune, prune, type PrunePlan } from "../retention.ts";
import { openStore } from "../open_store.ts";
import type { Store } from "../store.ts";
import { takeBackup } from "../take.ts";
import { storeFlag } from "../where.ts";

const keep = integer("keep", {
  default: 5,
  min: 1,
  max: 1000,
  help: "how many good backups of this database stay",
});

/** Flags of the tool itself. */
export const takeFlags = {
  databaseUrl,
  store: storeFlag,
  keep,
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
  const store = openStore(flags.store, host.env);
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
  const plan = await prunePlan(store, ownerOf(manifest), flags.keep);
  for (const note of plan.notes) host.err(note);
  await prune(store, plan);
  host.out(
    flags.json
      ? JSON.stringify(manifest, undefined, 2)
      : manifestText(manifest),
  );
  return Exit.ok;
}

/** The owner of the backup. */
function ownerOf({ database, server }: Manifest): Owner {
  return { database, server: server.systemIdentifier };
}

async function prunePlan(
  store: Store,
  owner: Owner,
  keep: number,
): Promise<PrunePlan> {
  const stored = new Set((await store.list()).map(({ name }) => name));
  return planPrune(await listBackups(store), stored, owner, keep);
}

/** `backup prune` */
export const pruneCommand: Tool = defineTool({
  name: "prune",
  summary:
    "removes old backups of this database of this server, and of no other",
  flags: {
    databaseUrl,
    store: storeFlag,
    keep,
    dryRun: boolean("dry-run", { help: "say what would go, remove nothing" }),
  },
  examples: ["backup prune --keep 3 --dry-run"],
  async run({ host, flags }) {
    const url = await databaseUrlOr(flags.databaseUrl);
    const store = openStore(flags.store, host.env);
    const server = await withDatabase(url, readServer);
    const plan = await prunePlan(
      store,
      { database: databaseIn(url), server: server.systemIdentifier },
      flags.keep,
    );
    for (const note of plan.notes) host.out(note);
    if (!flags.dryRun) await prune(store, plan);
    host.out(
      flags.dryRun
        ? `${plan.files.length} files would be removed`
        : `${plan.files.length} files removed`,
    );
    return Exit.ok;
  },
});

/** A backup in a few lines. */
function manifestText(
  { id, dump, tables, snapshot, server, ms, tool, canary, rights, properties }:
    Manifest,
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
    `  rights     ${rights.statements.length} statements, ` +
    `${properties.settings.length} settings; without the roles themselves, ` +
    `which belong to the server (${rights.roles.join(", ")}): keep them with ` +
    "pg_dumpall --roles-only",
    `  canary     ${canary ?? "none"}`,
    `  taken in   ${(ms / 1000).toFixed(1)} s by ${tool.program}`,
  ].join("\n");
}
