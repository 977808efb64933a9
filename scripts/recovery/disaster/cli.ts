/**
 * `deno task disaster`
 * @module
 */

import { openStore, storeFlag } from "../backup/mod.ts";
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
import { wayBackFrom } from "./way_back.ts";

const KINDS = ["dev", "compose", "cluster"] as const;

/** The shop that the tool acts on, and where it looks for the way back. */
export interface DisasterWorld {
  readonly places: Readonly<Record<(typeof KINDS)[number], () => Place>>;
  readonly openStore: typeof openStore;
}

const flags = {
  on: oneOf("on", KINDS, {
    default: "dev",
    help: "which shop",
  }),
  store: storeFlag,
  yes: boolean("yes", { help: "without it the tool only prints the plan" }),
  withoutBackup: boolean("without-backup", {
    help: "even when there is nothing to come back from",
  }),
} as const;

interface Desired {
  readonly host: Host;
  readonly flags: {
    readonly on: (typeof KINDS)[number];
    readonly store: string;
    readonly yes: boolean;
    readonly withoutBackup: boolean;
  };
}

type Strike = (
  desired: Desired,
  what: string,
  disaster: (place: Place) => Promise<string>,
  refuse?: (place: Place) => Promise<void>,
) => Promise<number>;

/** Does it when there is a way back, and a person has said yes. */
function strikeOn({ places, openStore }: DisasterWorld): Strike {
  return async (
    { host, flags: { on, store: target, yes, withoutBackup } },
    what,
    disaster,
    refuse,
  ) => {
    const place = places[on]();
    const store = openStore(target, host.env);
    const wayBack = await wayBackFrom(store, place, host.clock.now());
    host.err(`${what} of ${place.name}. The way back: ${wayBack ?? "none"}`);
    if (wayBack === undefined && !withoutBackup) {
      throw new CouldNotRun(
        `Cannot begin: ${target} has no good backup; make one with deno task ` +
          "backup, or say --without-backup",
      );
    }
    await refuse?.(place); // the printed plan must be what --yes does
    if (!yes) {
      host.out("Nothing was done. To do it, say --yes");
      return Exit.ok;
    }
    const began = host.clock.monotonic();
    const end = await disaster(place);
    const seconds = (host.clock.monotonic() - began) / 1000;
    host.out(`${end} (${seconds.toFixed(1)} s, at ${at(host)})`);
    return Exit.ok;
  };
}

function at({ clock }: Host): string {
  return new Date(clock.now()).toISOString();
}

function dropTable(strike: Strike): Tool {
  return defineTool({
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
        async (place) => {
          const found = await place.ask(`SELECT to_regclass('${table}')`);
          if (found !== "") return;
          throw new CouldNotRun(
            `Cannot drop ${table}: the database has no such table`,
          );
        },
      );
    },
  });
}

function killServer(strike: Strike): Tool {
  return defineTool({
    name: "kill-server",
    summary: "kills PostgreSQL at once; it comes back by itself",
    flags,
    run: (call) =>
      strike(call, "Kills the database server", async (place) => {
        await place.killServer();
        return "it was killed, and takes connections again";
      }),
  });
}

function loseVolume(strike: Strike): Tool {
  return defineTool({
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
}

/** The tool, on real shops. */
export function disasterTool(world: DisasterWorld): Tool {
  const strike = strikeOn(world);
  return defineTool({
    name: "disaster",
    summary: "what can happen to a database, on purpose",
    flags: {},
    commands: [dropTable(strike), killServer(strike), loseVolume(strike)],
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
}

/** The tool, on the shops of this machine. */
export const disaster: Tool = disasterTool({
  places: { dev: devPlace, compose: composePlace, cluster: clusterPlace },
  openStore,
});

if (import.meta.main) Deno.exit(await runTool(realHost(), disaster));
