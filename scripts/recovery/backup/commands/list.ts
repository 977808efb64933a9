/**
 * `deno task backup list|verify`
 * @module
 */

import {
  boolean,
  defineTool,
  duration,
  Exit,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { formatDuration } from "../../../lib/text/mod.ts";
import {
  type Backup,
  dumpProblem,
  type GoodBackup,
  isGood,
  listBackups,
} from "../catalog.ts";
import { openStore } from "../open_store.ts";
import type { Store } from "../store.ts";
import { ageText, storeFlag } from "../where.ts";

/** `backup list` */
export const list: Tool = defineTool({
  name: "list",
  summary: "the backups of a store, the newest first",
  flags: {
    store: storeFlag,
    json: boolean("json", { help: "the manifests as JSON" }),
  },
  async run({ host, flags }) {
    const store = openStore(flags.store, host.env);
    const backups = await listBackups(store);
    if (flags.json) {
      host.out(JSON.stringify(backups, undefined, 2));
    } else if (backups.length === 0) {
      host.out(`${store.where} has no backup: make one with deno task backup`);
    }
    if (!flags.json) {
      for (const backup of backups) host.out(line(backup, host.clock.now()));
    }
    // A store that was named and has nothing is probably another one.
    const isMeant = backups.length > 0 || flags.store === storeFlag.fallback;
    return isMeant ? Exit.ok : Exit.verdictFailed;
  },
});

/** `backup verify` */
export const verify: Tool = defineTool({
  name: "verify",
  summary:
    "every byte is as it was written, and the newest of each database is fresh",
  flags: {
    store: storeFlag,
    maxAge: duration("max-age", {
      default: undefined,
      min: 1000,
      max: 365 * 24 * 3_600_000,
      help: "fails when the newest good backup is older",
    }),
  },
  examples: ["backup verify --max-age 10m"],
  async run({ host, flags }) {
    const store = openStore(flags.store, host.env);
    const now = host.clock.now();
    const read = await verified(store, await listBackups(store));
    for (const backup of read) {
      const word = backup.problem === undefined ? "ok  " : "BAD ";
      host.out(`${word} ${line(backup, now)}`);
    }
    const newest = newestOfEach(read);
    if (newest.length === 0) {
      host.err(
        `${store.where} has no good backup; make one with deno task backup, or ` +
          "name another store with --store",
      );
      return Exit.verdictFailed;
    }
    const { maxAge } = flags;
    const stale = newest.filter(({ manifest: { snapshot } }) =>
      maxAge !== undefined && now - Date.parse(snapshot.at) > maxAge
    );
    for (const { manifest: { database, snapshot } } of stale) {
      host.err(
        `The newest good backup of ${database} is ${
          ageText(snapshot.at, now)
        } old, must be ${
          formatDuration(maxAge ?? 0)
        } at most: does the schedule run?`,
      );
    }
    if (stale.length > 0) return Exit.verdictFailed;
    host.err(
      "The bytes are as they were written. Whether they can be restored, " +
        "deno task drill tells.",
    );
    return read.every(isGood) ? Exit.ok : Exit.verdictFailed;
  },
});

/** One database may be backed up while the schedule of another has stopped. */
function newestOfEach(backups: readonly Backup[]): readonly GoodBackup[] {
  const byDatabase = Map.groupBy(
    backups.filter(isGood),
    ({ manifest }) => manifest.database,
  );
  return [...byDatabase.values()].flatMap(([newest]) => newest ?? []);
}

async function verified(
  store: Store,
  backups: readonly Backup[],
): Promise<readonly Backup[]> {
  const read: Backup[] = [];
  for (const backup of backups) {
    const problem = isGood(backup)
      ? await dumpProblem(store, backup.manifest)
      : backup.problem;
    read.push({ ...backup, problem });
  }
  return read;
}

function line({ id, manifest, problem }: Backup, now: number): string {
  if (manifest === undefined) return `${id}  ${problem ?? ""}`;
  const { snapshot, dump, tables, database, server } = manifest;
  const orders = tables.find(({ name }) => name === "public.orders");
  const rows = orders === undefined ? "" : `, ${orders.rows} orders`;
  const whose = `of ${database} on server ${server.systemIdentifier}`;
  return `${id}  ${
    ageText(snapshot.at, now)
  } old, ${dump.bytes} bytes${rows}, ` +
    whose + (problem === undefined ? "" : `  ${problem}`);
}
