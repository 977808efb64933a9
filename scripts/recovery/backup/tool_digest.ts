/**
 * Which version of these tools did it: a digest of their files. Tests do not
 * count: a student edition without them holds the same tool.
 * @module
 */

import { createHash } from "node:crypto";

/** The code that takes backups and checks them. */
const FOLDERS = [
  "adapters/postgres",
  "recovery/backup",
  "recovery/backup/commands",
  "recovery/backup/restore",
  "recovery/drill",
];

/** SHA-256 over names and texts, hexadecimal. */
export async function toolDigest(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of FOLDERS) {
    const path = new URL(`../../${folder}/`, import.meta.url);
    const files = await Array.fromAsync(Deno.readDir(path));
    const names = files.filter(({ name, isFile }) => isFile && isOfTool(name))
      .map(({ name }) => name).toSorted();
    for (const name of names) {
      hash.update(`${folder}/${name}\n`);
      hash.update(await Deno.readFile(new URL(name, path)));
    }
  }
  return hash.digest("hex");
}

/** Whether a file is part of the tool, and not of its tests. */
function isOfTool(name: string): boolean {
  return !/_(test|fixture|fake|contract)\.ts$/.test(name);
}
