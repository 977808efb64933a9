/**
 * `deno task test:drill`
 * @module
 */

import {
  boolean,
  defineTool,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import {
  circumstances,
  exitOf,
  type Held,
  heldTable,
  holdAll,
  type Promised,
} from "../../lib/measured/mod.ts";
import { manifestSchema, openDump } from "../../recovery/backup/mod.ts";
import {
  databasesOf,
  loadDump,
  tablesIn,
} from "../../recovery/backup/restore/mod.ts";
import {
  backupSource,
  resultSchema,
  writeResult,
} from "../../recovery/drill/mod.ts";
import { BAD_DUMPS } from "./bad_dumps.ts";
import { hashNotices, sealNotices, unnoticedFlips } from "./bit_flips.ts";
import { backBeforeAccident } from "./point.ts";
import { openYard, type Yard } from "./test_bed.ts";

const FILE = new URL("./RESULTS.md", import.meta.url);

const proofTool: Tool = defineTool({
  name: "test:drill",
  summary: "good backups pass, bad ones are told, any moment can be had again",
  flags: {
    write: boolean("write", { help: "keep the figures in RESULTS.md" }),
  },
  async run({ host, flags }) {
    await using yard = await openYard(host);
    await yard.buyers.more(100);
    const all = await holdAll(host, promisesOf(yard));
    if (flags.write) {
      await Deno.writeTextFile(FILE, document(all, host.clock.now()));
    }
    return exitOf(all);
  },
});

function promisesOf(yard: Yard): readonly Promised[] {
  return [
    {
      what: "a good backup passes, while customers buy",
      hold: () => good(yard),
    },
    ...BAD_DUMPS.map(({ name, rungs, make }): Promised => ({
      what: `rejected: a dump, ${name}`,
      async hold() {
        const { verdict, checks } = await yard.drill(await make(yard));
        const failed = checks.filter((check) => check.verdict === "fail");
        const found = failed.find((check) => rungs.includes(check.name));
        if (verdict === "fail" && found !== undefined) {
          return `${found.name}: ${found.measured}`;
        }
        throw new Error(
          `verdict ${verdict} by ${failed.map(({ name }) => name).join()}`,
        );
      },
    })),
    { what: "one flipped bit of any byte is found", hold: () => flips(yard) },
    {
      what: "of a dump that was changed in the store nothing is loaded",
      hold: () => nothingLoaded(yard),
    },
    {
      what: "back to one second before an accident",
      hold: () => backBeforeAccident(yard),
    },
  ];
}

async function good(yard: Yard): Promise<string> {
  const manifest = await yard.backup();
  const backup = { id: manifest.id, manifest, problem: undefined };
  const source = backupSource(yard.store, backup, undefined);
  const { verdict, checks, rto, rpo, live } = await yard.drill(source);
  const orders = live?.orders ?? 0;
  if (verdict === "pass" && orders > 0) {
    return `${checks.length} rungs; first order after ${rto.firstOrder} s, ` +
      `${rpo.seconds} s and ${rpo.orders} orders would be lost; ` +
      `${orders} sold meanwhile`;
  }
  const bad = checks.find((check) => check.verdict !== "pass");
  throw new Error(
    `${verdict}: ${bad?.name} ${bad?.measured}, ${orders} sold meanwhile`,
  );
}

async function nothingLoaded(yard: Yard): Promise<string> {
  const databases = databasesOf(yard.stack.databaseUrl);
  const ends: string[] = [];
  for (const place of [0.5, 1]) {
    const manifest = await yard.backup();
    const path = `${yard.folder}/backups/${manifest.dump.file}`;
    const bytes = await Deno.readFile(path);
    const at = Math.floor((bytes.length - 1) * place);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await Deno.writeFile(path, bytes);
    await databases.drop("changed");
    await databases.create("changed");
    const url = databases.urlOf("changed");
    const end = await openDump(yard.store, manifest, undefined)
      .then((dump) => loadDump(url, dump, yard.clients))
      .then(() => "loaded", (error: unknown) => String(error));
    const tables = await tablesIn(url);
    if (end === "loaded" || tables.length > 0) {
      throw new Error(`byte ${at}: ${end}, tables ${tables.join()}`);
    }
    ends.push(`byte ${at} of ${bytes.length}`);
  }
  return `refused by its sum (${ends.join(", ")}), and no table was made`;
}

async function flips(yard: Yard): Promise<string> {
  const manifest = await yard.backup();
  const backup = { id: manifest.id, manifest, problem: undefined };
  const source = backupSource(yard.store, backup, undefined);
  const path = `${yard.folder}/result.json`;
  await writeResult(await yard.drill(source), path);
  const folder = `${yard.folder}/backups`;
  const found = {
    dump: await unnoticedFlips(
      `${folder}/${manifest.dump.file}`,
      hashNotices(manifest.dump.sha256),
    ),
    manifest: await unnoticedFlips(
      `${folder}/${manifest.id}.json`,
      sealNotices(manifestSchema),
    ),
    result: await unnoticedFlips(path, sealNotices(resultSchema)),
  };
  const words = Object.entries(found).map(([name, { bytes, unnoticed }]) =>
    `${bytes - unnoticed.length} of ${bytes} in the ${name}`
  ).join(", ");
  const isAll = Object.values(found).every((one) => one.unnoticed.length === 0);
  if (!isAll) throw new Error(words);
  return words;
}

function document(all: readonly Held[], now: number): string {
  return `# Backups, proven

DO NOT EDIT: written by \`deno task test:drill --write\`.

${circumstances(now)}.

${heldTable(all)}`;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), proofTool));
