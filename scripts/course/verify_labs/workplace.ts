/**
 * A folder and a terminal in which a student's tree is tried.
 * @module
 */

import { z } from "zod";
import type { Clock } from "../../../services/shared/mod.ts";
import { type Lab, VERDICTS } from "../../checks/mod.ts";
import { openShell, type Shell } from "../../lib/process/mod.ts";
import { TREE_ENV } from "./walkthrough/tree.ts";
import { readText } from "../../lib/files/mod.ts";

/** Longest life of a check (ms). */
const CHECK_MS = 900_000;

const Results = z.object({
  evidence: z.array(
    z.object({
      id: z.string(),
      verdict: z.enum(VERDICTS),
      measured: z.string(),
    }),
  ),
});

/** Makes a tree in a folder of its own, works there, removes it. */
export async function inTree<T>(
  clock: Clock,
  make: (folder: string) => Promise<void>,
  work: (folder: string, shell: Shell) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "lab-" });
  const notes = await Deno.makeTempDir({ prefix: "lab-shell-" });
  await make(folder);
  const shell = openShell({ folder, notes, clock, env: TREE_ENV });
  try {
    return await work(folder, shell);
  } finally {
    await shell.stop();
    await Deno.remove(notes, { recursive: true });
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * The private files of a machine are left behind, but not the key that it signs
 * with: what was measured in one tree is looked at in its copies.
 */
export async function copyTree(from: string, to: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (name === ".dev") {
      await copyKey(`${from}/.dev`, `${to}/.dev`);
      continue;
    }
    if (isDirectory) {
      await Deno.mkdir(`${to}/${name}`, { recursive: true });
      await copyTree(`${from}/${name}`, `${to}/${name}`);
    } else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

async function copyKey(from: string, to: string): Promise<void> {
  try {
    const key = await readText(`${from}/key.json`);
    await Deno.mkdir(to, { recursive: true });
    await Deno.writeTextFile(`${to}/key.json`, key, { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

type Evidence = z.infer<typeof Results>["evidence"][number];

/** The findings of checks, by step. */
export type Verdicts = ReadonlyMap<string, Evidence>;

/** Runs the lab's checks, or those steps alone, as a student would. */
export async function verdicts(
  { lab }: Lab,
  shell: Shell,
  steps?: readonly string[],
): Promise<Verdicts> {
  const found = new Map<string, Evidence>();
  const flags = steps?.map((id) => ` --step ${id}`) ?? [""];
  for (const flag of flags) {
    const { output } = await shell.run(
      `deno task --quiet lab check ${lab}${flag} --json || true`,
      CHECK_MS,
    );
    const line = output.split("\n").findLast((one) => one.startsWith("{"));
    if (line === undefined) continue;
    const { evidence } = Results.parse(JSON.parse(line));
    for (const one of evidence) found.set(one.id, one);
  }
  return found;
}
