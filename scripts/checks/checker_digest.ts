/**
 * Which checker measured: a digest of its files, so that two graders know that
 * they used the same one. Tests do not count: students get the checks without
 * them.
 * @module
 */

import { ROOT } from "../adapters/running_stack/mod.ts";
import { hashOf, hashOfText } from "./evidence/chain.ts";
import { readText } from "../lib/files/mod.ts";

/** What decides a verdict of a lab. */
function foldersOf(lab: number): readonly string[] {
  return ["scripts/checks", "scripts/course/lab", `labs/lab${lab}`];
}

/** SHA-256 over the names and texts of the checker's files of a lab. */
export async function checkerDigest(lab: number): Promise<string> {
  const files: [string, string][] = [];
  for (const folder of foldersOf(lab)) {
    for await (const path of codeBelow(folder)) {
      const text = await readText(`${ROOT}/${path}`);
      files.push([path, await hashOfText(text)]);
    }
  }
  return await hashOf(Object.fromEntries(files));
}

/** Folders that never judge: what a lab starts from, solutions, their forms. */
const OVERLAYS: ReadonlySet<string> = new Set([
  "solution",
  "start",
  "cases",
  "variants",
]);

async function* codeBelow(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(`${ROOT}/${folder}`)) {
    const path = `${folder}/${name}`;
    if (isDirectory && !OVERLAYS.has(name)) yield* codeBelow(path);
    else if (/(?<!_test|_fixture|^variants)\.ts$/.test(name)) yield path;
  }
}
