/**
 * `deno task e2e:drill`
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
import { openTestBed, type TestBed } from "./test_bed.ts";
import { replaceFile } from "../../lib/files/mod.ts";

const FILE = new URL("./RESULTS.md", import.meta.url);

export const proofTool: Tool = defineTool({
  name: "e2e:drill",
  summary: "good backups pass, bad ones are found, any moment can be restored",
  flags: {
    write: boolean("write", { help: "keep the figures in RESULTS.md" }),
  },
  async run({ host, flags }) {
    await using bed = await openTestBed(host);
    await bed.buyers.more(100);
    const all = await holdAll(host, promisesOf(bed));
    if (flags.write) {
      await replaceFile(FILE, document(all, host.clock.now()));
    }
    return exitOf(all);
  },
});

function promisesOf(bed: TestBed): readonly Promised[] {
  return [
    {
      what: "a good backup passes, while customers buy",
      hold: () => good(bed),
    },
    ...BAD_DUMPS.map(({ name, rungs, make }): Promised => ({
      what: `rejected: a dump, ${name}`,
      async hold() {
        const { verdict, checks } = await bed.drill(await make(bed));
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
    { what: "one flipped bit of any byte is found", hold: () => flips(bed) },
    {
      what: "of a dump that was changed in the store nothing is loaded",
      hold: () => nothingLoaded(bed),
    },
    {
      what: "back to one second before an accident",
      hold: () => backBeforeAccident(bed),
    },
  ];
}

async function good(bed: TestBed): Promise<string> {
  const manifest = await bed.backup();
  const backup = { id: manifest.id, manifest, problem: undefined };
  const source = backupSource(bed.store, backup, undefined);
  const { verdict, checks, rto, rpo, live } = await bed.drill(source);
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

async function nothingLoaded(bed: TestBed): Promise<string> {
  const databases = databasesOf(bed.stack.databaseUrl);
  const ends: string[] = [];
  for (const place of [0.5, 1]) {
    const manifest = await bed.backup();
    const path = `${bed.folder}/backups/${manifest.dump.file}`;
    const bytes = await Deno.readFile(path);
    const at = Math.floor((bytes.length - 1) * place);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await replaceFile(path, bytes);
    await databases.drop("changed");
    await databases.create("changed");
    const url = databases.urlOf("changed");
    const end = await openDump(bed.store, manifest, undefined)
      .then((dump) => loadDump(url, dump, bed.clients))
      .then(() => "loaded", (error: unknown) => String(error));
    const tables = await tablesIn(url);
    if (end === "loaded" || tables.length > 0) {
      throw new Error(`byte ${at}: ${end}, tables ${tables.join()}`);
    }
    ends.push(`byte ${at} of ${bytes.length}`);
  }
  return `refused by its sum (${ends.join(", ")}), and no table was made`;
}

async function flips(bed: TestBed): Promise<string> {
  const manifest = await bed.backup();
  const backup = { id: manifest.id, manifest, problem: undefined };
  const source = backupSource(bed.store, backup, undefined);
  const path = `${bed.folder}/result.json`;
  await writeResult(await bed.drill(source), path);
  const folder = `${bed.folder}/backups`;
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

DO NOT EDIT: written by \`deno task e2e:drill --write\`.

${circumstances(now)}.

${heldTable(all)}`;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), proofTool));
