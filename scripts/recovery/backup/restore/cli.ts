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
  readServer,
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
  giveRights,
  loadDump,
  refuseDifferences,
  restoreProblems,
  tablesIn,
} from "./restore.ts";
import { asDraft, dropDraft, madeLike } from "./draft.ts";
import { planRestore, planText } from "./plan.ts";
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
    dryRun: boolean("dry-run", {
      help: "say what would be done, change nothing",
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
    "restore --replace --dry-run",
    "restore --replace",
    "restore quickticket_20261124T015659Z --into look",
  ],
  async run({ host, flags, operands }) {
    const given = await databaseUrlOr(flags.databaseUrl);
    const store = openStore(flags.store, host.env);
    const database = databaseIn(given);
    const began = host.clock.monotonic();
    const databases = databasesOf(given);
    const name = flags.into ?? database;
    const target = databases.urlOf(name);
    await untilItSpeaks(databases.admin, {
      clock: host.clock,
      withinMs: flags.wait,
    });
    const [id] = operands;
    const content = async (): Promise<readonly string[] | undefined> =>
      await databases.exists(name) ? await tablesIn(target) : undefined;
    const isFull = (await content() ?? []).length > 0;
    const here = await withDatabase(databases.admin, readServer);
    const { manifest } = await chooseBackup(store, {
      id,
      // A user who names both a backup and its place may mean another database.
      database: id !== undefined && flags.into !== undefined
        ? undefined
        : database,
      server: here.systemIdentifier,
      // A lost disk leaves an empty database; a full one has an owner.
      otherServer: isFull ? "one" : "any",
    });
    const { properties } = manifest;
    if (manifest.server.systemIdentifier !== here.systemIdentifier) {
      host.err(
        `${manifest.id} is of the server ${manifest.server.systemIdentifier}, ` +
          `and goes to the server ${here.systemIdentifier}.`,
      );
    }
    await using _alone = flags.dryRun
      ? undefined
      : await onlyRestore(databases, name, host.err);
    // A full one is left alone until the restored one is proven.
    const plan = planRestore({
      name,
      tables: await content(), // an earlier restore may just have been settled
      replace: flags.replace,
      shown: withoutPassword(target),
      at: new Date(host.clock.now()),
    });
    if (flags.dryRun) {
      host.out(planText(manifest.id, name, plan));
      return Exit.ok;
    }
    const { draft, creates, former } = plan;
    const draftUrl = databases.urlOf(draft);
    if (former !== undefined) await dropDraft(databases, draft);
    const like = creates ? await madeLike(databases, draft, properties) : [];
    host.err(`Restoring ${manifest.id} into ${withoutPassword(draftUrl)} ...`);
    const leftOut = await withDatabase(draftUrl, async (sql) => {
      const clients = await findClients(sql, draftUrl);
      const dump = await openDump(store, manifest, flags.identity);
      await loadDump(draftUrl, dump, clients);
      host.err("Comparing ...");
      const [problems] = await Promise.all([
        restoreProblems(sql, manifest),
        analyze(draftUrl),
      ]);
      refuseDifferences(problems, manifest);
      const given = former === undefined ? manifest : asDraft(manifest);
      return [...like, ...await giveRights(sql, draft, given)];
    });
    for (const words of leftOut) host.err(`Left out: ${words}`);
    if (former !== undefined) {
      await swap(
        databases,
        { name, restored: draft, former },
        { dropsFormer: flags.dropOld, comment: properties.comment },
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
        `${manifest.snapshot.at}, in ${seconds.toFixed(1)} s; ` +
        rightsText(manifest.rights.roles, leftOut.length),
    );
    return Exit.ok;
  },
});

/** The result for owners, rights and settings. */
function rightsText(roles: readonly string[], leftOut: number): string {
  return leftOut === 0
    ? `with the rights and settings of ${roles.join(", ")}`
    : `${leftOut} rights or settings were left out, see above`;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), restoreTool));
