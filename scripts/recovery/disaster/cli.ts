/**
 * `deno task disaster`
 * @module
 */

import { isGood, listBackups, openStore, storeFlag } from "../backup/mod.ts";
import { ageText } from "../backup/mod.ts";
import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  type Host,
  oneOf,
  realHost,
  runTool,
  text,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { clusterPlace } from "./on_cluster.ts";
import { composePlace } from "./on_compose.ts";
import { devPlace } from "./on_dev.ts";
import type { Place } from "./place.ts";

const PLACES = {
  dev: devPlace,
  compose: composePlace,
  cluster: clusterPlace,
} as const;

const flags = {
  on: oneOf("on", ["dev", "compose", "cluster"], {
    default: "dev",
    help: "which shop",
  }),
  store: storeFlag,
  yes: boolean("yes", { help: "without it you are only told what will be" }),
  withoutBackup: boolean("without-backup", {
    help: "even when there is nothing to come back from",
  }),
} as const;

interface Desired {
  readonly host: Host;
  readonly flags: {
    readonly on: keyof typeof PLACES;
    readonly store: string;
    readonly yes: boolean;
    readonly withoutBackup: boolean;
  };
}

/** Does it when there is a way back, and a person has said yes. */
async function strike(
  { host, flags: { on, store, yes, withoutBackup } }: Desired,
  what: string,
  disaster: (place: Place) => Promise<string>,
): Promise<number> {
  const place = PLACES[on]();
  const wayBack = await newestBackup(host, store);
  host.err(`${what} of ${place.name}. The way back: ${wayBack ?? "none"}`);
  if (wayBack === undefined && !withoutBackup) {
    throw new CouldNotRun(
      `Cannot begin: ${store} has no good backup; make one with deno task ` +
        "backup, or say --without-backup",
    );
  }
  if (!yes) {
    host.out("Nothing was done. To do it, say --yes");
    return Exit.ok;
  }
  const began = host.clock.monotonic();
  const end = await disaster(place);
  const seconds = (host.clock.monotonic() - began) / 1000;
  host.out(`${end} (${seconds.toFixed(1)} s, at ${at(host)})`);
  return Exit.ok;
}

async function newestBackup(
  host: Host,
  target: string,
): Promise<string | undefined> {
  const store = await openStore(target, host.env);
  const newest = (await listBackups(store)).find(isGood);
  if (newest === undefined) return undefined;
  const age = ageText(newest.manifest.snapshot.at, host.clock.now());
  return `deno task restore ${newest.id} (${age} old)`;
}

function at({ clock }: Host): string {
  return new Date(clock.now()).toISOString();
}

const dropTable = defineTool({
  name: "drop-table",
  summary: "drops a table with everything that hangs on it",
  flags: {
    ...flags,
    table: text("table", {
      default: "orders",
      help: "which one",
    }),
  },
  async run({ host, flags }) {
    const { table } = flags;
    if (!/^[a-z_][a-z0-9_]*$/.test(table)) {
      throw new UsageError(
        "Cannot drop: --table must be lower-case letters, digits and _, " +
          `current value is ${table}`,
      );
    }
    return await strike(
      { host, flags },
      `Drops table ${table}`,
      async (place) => {
        await place.execute(`DROP TABLE ${table} CASCADE`);
        return `${table} is gone`;
      },
    );
  },
});

const killServer = defineTool({
  name: "kill-server",
  summary: "kills PostgreSQL at once; it comes back by itself",
  flags,
  run: (call) =>
    strike(call, "Kills the database server", async (place) => {
      await place.killServer();
      return "it was killed, and takes connections again";
    }),
});

const loseVolume = defineTool({
  name: "lose-volume",
  summary: "PostgreSQL comes back with an empty disk",
  flags,
  run: (call) =>
    strike(call, "Takes the disk of the database", async (place) => {
      const kept = await place.loseVolume();
      return "it serves again, and is empty" +
        (kept === undefined
          ? ""
          : `; this is only practice: the old files are in ${kept}`);
    }),
});

/** The tool. */
export const disasterTool: Tool = defineTool({
  name: "disaster",
  summary: "what can happen to a database, on purpose",
  flags: {},
  commands: [dropTable, killServer, loseVolume],
  examples: [
    "disaster drop-table",
    "disaster drop-table --yes",
    "disaster lose-volume --on cluster --yes",
  ],
  run() {
    throw new UsageError(
      "Cannot run disaster: a command is missing, e.g. drop-table",
    );
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), disasterTool));
