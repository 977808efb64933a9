/**
 * The tools that are killed, and what must be true of each afterwards.
 * @module
 */

import { databasesOf } from "../../recovery/backup/restore/mod.ts";
import { withDatabase } from "../../adapters/postgres/mod.ts";
import { openGit, outputOf } from "../../lib/process/mod.ts";
import { answersOk, until } from "../../lib/wait/mod.ts";
import { readOptional, readText } from "../../lib/files/mod.ts";
import type { Bed } from "./bed.ts";

/** A tool. */
export interface Victim {
  readonly name: string;
  /** The script and its words. */
  readonly words: readonly string[];
  /** It runs until it is ended (ms that are enough for it to be busy). */
  readonly busyMs?: number;
  /** Makes it have something to do. */
  prepare?(bed: Bed): Promise<void>;
  /**
   * Looks at what a run left.
   * @param isDone it ended with 0, so that its result must be there
   * @throws {Error} naming what is half written, or wrong
   */
  check(bed: Bed, isDone: boolean): Promise<void>;
  /** After a run without a kill; if it is missing, `check` says all. */
  checkWhole?(bed: Bed): Promise<void>;
}

const LAB = "scripts/course/verify_labs/cli.ts";

/** All of them. */
export const VICTIMS: readonly Victim[] = [
  {
    name: "loadgen --summary --report",
    words: [
      "scripts/load/loadgen/cli.ts",
      ...["--rps=20", "--duration=1s"],
      ...["--summary=kill/summary.json", "--report=kill/report.html"],
    ],
    async check(bed, isDone) {
      await requireJson(bed, "kill/summary.json", isDone);
      await requireEnd(bed, "kill/report.html", "</html>", isDone);
    },
  },
  {
    name: "backup",
    words: ["scripts/recovery/backup/cli.ts", "--store=kill/store"],
    check: requireBackups,
  },
  {
    name: "restore --replace",
    words: [
      "scripts/recovery/backup/restore/cli.ts",
      ...["--replace", "--drop-old", "--store=kill/kept"],
    ],
    async prepare(bed) {
      if ((await namesIn(`${bed.tree}/kill/kept`)).length > 0) return;
      const { code, stderr } = await bed.run([
        "scripts/recovery/backup/cli.ts",
        "--store=kill/kept",
      ]);
      if (code !== 0) throw new Error(`no backup to restore: ${stderr}`);
    },
    check: shopLists,
    async checkWhole(bed) {
      await shopLists(bed);
      const names = await databaseNames(bed);
      const left = names.filter((name) => /_restoring$|_before_/.test(name));
      if (left.length > 0) {
        throw new Error(`databases left: ${left.join(", ")}`);
      }
    },
  },
  {
    name: "archive follow",
    words: ["scripts/recovery/pitr/cli.ts", "follow", "--archive=kill/archive"],
    busyMs: 4000,
    check: nobodyFollows,
  },
  {
    name: "archive base",
    words: ["scripts/recovery/pitr/cli.ts", "base", "--archive=kill/archive"],
    async check({ tree }) {
      for (const name of await namesIn(`${tree}/kill/archive`)) {
        if (!/^base_\d+T\d+Z$/.test(name)) continue;
        await Deno.stat(`${tree}/kill/archive/${name}/backup_manifest`);
      }
    },
  },
  generated("slo generate", ["scripts/observe/slo/cli.ts", "generate"], [
    "monitoring/rules",
    "monitoring/rules_test",
  ]),
  generated("dashboards", ["scripts/observe/dashboards/cli.ts"], [
    "monitoring/grafana/dashboards",
  ], /^slo-/),
  {
    name: "lab start",
    words: [LAB, "start", "1"],
    prepare: (bed) => removed(bed, "submissions/lab1.md"),
    check: (bed, isDone) =>
      requireEnd(bed, "submissions/lab1.md", "\n", isDone),
  },
  {
    name: "migrate new",
    words: [
      "scripts/schema/migrate/cli.ts",
      ...["new", "add_email", "--folder=kill/steps"],
    ],
    async check({ tree }) {
      for (const name of await namesIn(`${tree}/kill/steps`)) {
        if (!name.endsWith(".ts")) continue;
        const text = await readText(`${tree}/kill/steps/${name}`);
        if (!/export const down = [^]*;\s*$/.test(text)) {
          throw new Error(`half of ${name}`);
        }
      }
    },
  },
];

/** A generator: each of its files is as it was committed, or missing. */
function generated(
  name: string,
  words: readonly string[],
  folders: readonly string[],
  /** Files that another generator makes. */
  others = /^$/,
): Victim {
  const changes = ({ tree }: Bed): Promise<string> =>
    openGit(tree).output("status", "--porcelain", "--", ...folders);
  return {
    name,
    words,
    async prepare({ tree }) {
      for (const folder of folders) {
        for (const file of await namesIn(`${tree}/${folder}`)) {
          if (others.test(file)) continue;
          await Deno.remove(`${tree}/${folder}/${file}`, { recursive: true });
        }
      }
    },
    async check(bed) {
      const lines = (await changes(bed)).split("\n").filter((line) =>
        line !== "" && !/^\s*D /.test(line) && !line.endsWith(".part")
      );
      if (lines.length > 0) throw new Error(`differs: ${lines.join(", ")}`);
    },
    async checkWhole(bed) {
      const text = await changes(bed);
      if (/^\s*D /m.test(text)) throw new Error(`missing: ${text}`);
    },
  };
}

async function requireJson(
  { tree }: Bed,
  file: string,
  isDone: boolean,
): Promise<void> {
  const text = await readOptional(`${tree}/${file}`);
  if (text === undefined && !isDone) return;
  try {
    JSON.parse(text ?? "");
  } catch {
    throw new Error(`${file} is no JSON: ${text?.length ?? "no"} characters`);
  }
}

async function requireEnd(
  { tree }: Bed,
  file: string,
  end: string,
  isDone: boolean,
): Promise<void> {
  const text = await readOptional(`${tree}/${file}`);
  if (text === undefined && !isDone) return;
  const isWhole = text !== undefined &&
    (end === "\n" ? text.endsWith(end) : text.trimEnd().endsWith(end));
  if (!isWhole) throw new Error(`${file} ends too early`);
}

/** Each manifest tells of a dump that is there, all of it. */
async function requireBackups({ tree }: Bed): Promise<void> {
  const store = `${tree}/kill/store`;
  for (const name of await namesIn(store)) {
    if (!name.endsWith(".json")) continue;
    const manifest = JSON.parse(await readText(`${store}/${name}`));
    const { dump } = manifest.content ?? manifest;
    const { size } = await Deno.stat(`${store}/${dump.file}`);
    if (size !== dump.bytes) throw new Error(`${dump.file} has ${size} bytes`);
  }
}

/** Longest time in which the shop must list again (ms). */
const BACK_MS = 30_000;

async function shopLists({ stack }: Bed): Promise<void> {
  const url = `${stack.urls.gateway}/events`;
  await until("the shop lists", () => answersOk(url), BACK_MS);
}

async function databaseNames({ stack }: Bed): Promise<readonly string[]> {
  const { admin } = databasesOf(stack.databaseUrl);
  return await withDatabase(admin, async (sql) => {
    const rows = await sql<{ readonly datname: string }[]>`
      SELECT datname FROM pg_database`;
    return rows.map(({ datname }) => datname);
  });
}

/** No session holds the slot, and no process writes into the archive. */
async function nobodyFollows({ stack, tree }: Bed): Promise<void> {
  await until("no follower is left", async () => {
    const active = await withDatabase(
      databasesOf(stack.databaseUrl).admin,
      (sql) => sql`SELECT FROM pg_replication_slots WHERE active`,
    );
    const processes = await outputOf("ps", ["-eo", "args"]);
    const isLeft = processes.split("\n").some((line) =>
      line.includes("pg_receivewal") && line.includes(tree)
    );
    return active.length === 0 && !isLeft;
  }, BACK_MS);
}

async function removed({ tree }: Bed, file: string): Promise<void> {
  await Deno.remove(`${tree}/${file}`).catch(() => {}); // it is not there
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
