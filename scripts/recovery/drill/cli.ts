/**
 * `deno task drill`
 * @module
 */

import {
  chooseBackup,
  identityFlag,
  openStore,
  storeFlag,
  type Wanted,
} from "../backup/mod.ts";
import { databaseUrlOr } from "../../stack/local/mod.ts";
import {
  databaseIn,
  databaseUrl,
  findClients,
  readServer,
  withDatabase,
} from "../../adapters/postgres/mod.ts";
import {
  boolean,
  defineTool,
  duration,
  Exit,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { drill } from "./drill.ts";
import { checkText, resultText, trendLine } from "./render.ts";
import type { Verdict } from "./result.ts";
import { readResult, readTrend, writeResult } from "./results_folder.ts";
import { backupSource, fileSource } from "./source.ts";

const EXIT: Readonly<Record<Verdict, number>> = {
  "pass": Exit.ok,
  "fail": Exit.verdictFailed,
  "could not verify": Exit.couldNotRun,
};

const verify = defineTool({
  name: "verify",
  summary: "whether a result is as it was written",
  flags: {},
  operands: { usage: "FILE", help: "a result", min: 1, max: 1 },
  async run({ host, operands }) {
    const [path = ""] = operands;
    const read = await readResult(path);
    if ("problem" in read) {
      host.err(`${path}: ${read.problem}; run deno task drill again`);
      return Exit.verdictFailed;
    }
    host.out(trendLine(read.result));
    return Exit.ok;
  },
});

const trend = defineTool({
  name: "trend",
  summary: "all drills on this machine, the oldest first",
  flags: {},
  async run({ host }) {
    const all = await readTrend();
    for (const result of all) host.out(trendLine(result));
    if (all.length === 0) host.err("No drill yet: deno task drill");
    return Exit.ok;
  },
});

/** The tool. */
export const drillTool: Tool = defineTool({
  name: "drill",
  summary:
    "restores the newest backup beside the live shop and sells a ticket from it",
  flags: {
    databaseUrl,
    store: storeFlag,
    identity: identityFlag,
    file: text("file", {
      default: undefined,
      placeholder: "DUMP",
      help: "a bare dump in the custom format instead of a backup",
    }),
    maxAge: duration("max-age", {
      default: 24 * 3_600_000,
      min: 1000,
      max: 365 * 24 * 3_600_000,
      help: "how old what is restored may be",
    }),
    out: text("out", {
      default: undefined,
      placeholder: "FILE",
      help: "the sealed result; below .dev/drills by default",
    }),
    json: boolean("json", { help: "the result as JSON" }),
  },
  operands: {
    usage: "[ID]",
    help: "which backup; the newest good one without",
    min: 0,
    max: 1,
  },
  commands: [verify, trend],
  examples: [
    "drill",
    "drill --file quickticket.dump --max-age 10m",
    "drill verify result.json",
    "drill trend",
  ],
  async run({ host, flags, operands }) {
    const url = await databaseUrlOr(flags.databaseUrl);
    const database = databaseIn(url);
    const store = openStore(flags.store, host.env);
    const result = await withDatabase(url, async (sql) => {
      const { systemIdentifier: server } = await readServer(sql);
      const wanted: Wanted = {
        id: operands[0],
        database,
        server,
        otherServer: "none",
      };
      const source = flags.file === undefined
        ? backupSource(store, await chooseBackup(store, wanted), flags.identity)
        : await fileSource(flags.file);
      return await drill({
        source,
        clients: await findClients(sql, url),
        live: { sql, database },
        maxAge: flags.maxAge,
        clock: host.clock,
        log: (line) => host.err(line),
        onCheck: (check) => {
          if (!flags.json) host.out(checkText(check));
        },
      });
    });
    const path = await writeResult(result, flags.out);
    host.out(
      flags.json ? JSON.stringify(result, undefined, 2) : resultText(result),
    );
    host.err(`Sealed: ${path}`);
    return EXIT[result.verdict];
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), drillTool));
