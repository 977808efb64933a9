/**
 * `deno task restore`
 * @module
 */

import {
  chooseBackup,
  identityFlag,
  openDump,
  openStore,
  storeFlag,
} from "../mod.ts";
import { databaseUrlOr } from "../../../adapters/running_stack/mod.ts";
import {
  databaseIn,
  databaseUrl,
  findClients,
  untilItSpeaks,
  withDatabase,
  withoutPassword,
} from "../../../adapters/postgres/mod.ts";
import {
  boolean,
  defineTool,
  duration,
  Exit,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import {
  analyze,
  loadDump,
  refuseDifferences,
  restoreProblems,
  tablesIn,
} from "./restore.ts";
import { planRestore } from "./plan.ts";
import { onlyRestore } from "./settle.ts";
import { databasesOf, swap } from "./swap.ts";

/** The tool. */
export const restoreTool: Tool = defineTool({
  name: "restore",
  summary: "brings a backup back, and proves that all of it is there",
  flags: {
    databaseUrl,
    store: storeFlag,
    identity: identityFlag,
    into: text("into", {
      default: undefined,
      placeholder: "NAME",
      help: "a database of this name on the same server; made when missing",
    }),
    replace: boolean("replace", {
      help: "takes the place of a database that is not empty",
    }),
    dropOld: boolean("drop-old", {
      help: "with --replace: does not keep the former database",
    }),
    wait: duration("wait", {
      default: 60_000,
      min: 0,
      max: 3_600_000,
      help: "how long the server may take until it answers",
    }),
  },
  operands: {
    usage: "[ID]",
    help: "which backup; the newest good one without",
    min: 0,
    max: 1,
  },
  examples: [
    "restore",
    "restore --replace",
    "restore quickticket_20261124T015659Z --into look",
  ],
  async run({ host, flags, operands }) {
    const given = await databaseUrlOr(flags.databaseUrl);
    const store = await openStore(flags.store, host.env);
    const database = databaseIn(given);
    const wanted = { id: operands[0], database };
    const { manifest } = await chooseBackup(store, wanted);
    const began = host.clock.monotonic();
    const databases = databasesOf(given);
    const name = flags.into ?? database;
    const target = databases.urlOf(name);
    await untilItSpeaks(databases.urlOf("postgres"), {
      clock: host.clock,
      withinMs: flags.wait,
    });
    await using _alone = await onlyRestore(databases, name, host.err);
    if (!await databases.exists(name)) await databases.create(name);
    // A full one is left alone until the restored one is proven.
    const { draft, former } = planRestore({
      name,
      tables: await tablesIn(target),
      replace: flags.replace,
      shown: withoutPassword(target),
      at: new Date(host.clock.now()),
    });
    const draftUrl = databases.urlOf(draft);
    if (former !== undefined) {
      await databases.drop(draft); // of an attempt that was interrupted
      await databases.create(draft);
    }
    host.err(`Restoring ${manifest.id} into ${withoutPassword(draftUrl)} ...`);
    await withDatabase(draftUrl, async (sql) => {
      const clients = await findClients(sql, draftUrl);
      const dump = await openDump(store, manifest, flags.identity);
      await loadDump(draftUrl, dump, clients);
      host.err("Comparing ...");
      const [problems] = await Promise.all([
        restoreProblems(sql, manifest),
        analyze(draftUrl),
      ]);
      refuseDifferences(problems, manifest);
    });
    if (former !== undefined) {
      await swap(
        databases,
        { name, restored: draft, former },
        { dropsFormer: flags.dropOld },
      );
      if (flags.dropOld) await databases.drop(former);
      else {
        host.err(
          `The former database is called ${former} now; when you do not need ` +
            `it: DROP DATABASE "${former}"`,
        );
      }
    }
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const seconds = (host.clock.monotonic() - began) / 1000;
    host.out(
      `${manifest.id} is in ${withoutPassword(target)}: ${rows} rows in ` +
        `${manifest.tables.length} tables, each as it was at ` +
        `${manifest.snapshot.at}, in ${seconds.toFixed(1)} s`,
    );
    return Exit.ok;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), restoreTool));
