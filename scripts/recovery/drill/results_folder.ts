/**
 * Where results of drills are kept: a file each, so that the folder is the
 * trend.
 * @module
 */

import { DEV_DIRECTORY, MACHINE_KEY } from "../../stack/local/mod.ts";
import { machineKey, seal, unseal } from "../../lib/seal/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { type Result, resultSchema } from "./result.ts";
import { readText, replaceFile } from "../../lib/files/mod.ts";

/** The folder. */
const RESULTS = `${DEV_DIRECTORY}/drills`;

/** Seals and writes it. @returns its path */
export async function writeResult(
  result: Result,
  path = `${RESULTS}/${result.began.replaceAll(":", "")}.json`,
): Promise<string> {
  const text = await seal(result, await machineKey(MACHINE_KEY));
  await Deno.mkdir(path.replace(/[^/]*$/, "") || ".", { recursive: true });
  await replaceFile(path, text);
  return path;
}

/**
 * Reads one and holds it against its seal.
 * @throws {CouldNotRun} when there is none
 */
export async function readResult(
  path: string,
): Promise<{ readonly result: Result } | { readonly problem: string }> {
  const text = await readText(path).catch((cause: unknown) => {
    throw new CouldNotRun(
      `Cannot read ${path}: it is not there. Check the path`,
      { cause },
    );
  });
  const read = await unseal(text, resultSchema);
  return "problem" in read ? read : { result: read.content };
}

/** All results, the oldest first. */
export async function readTrend(): Promise<readonly Result[]> {
  const results: Result[] = [];
  try {
    for await (const { name } of Deno.readDir(RESULTS)) {
      if (!name.endsWith(".json")) continue; // still being written
      const read = await readResult(`${RESULTS}/${name}`);
      if ("result" in read) results.push(read.result);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return results.toSorted((a, b) => a.began < b.began ? -1 : 1);
}
