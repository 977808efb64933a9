/**
 * A folder that gets its name when all of it is there.
 * @module
 */

import { basename, dirname } from "node:path";

/** Younger drafts may still be filled by another process (ms). */
const ABANDONED_MS = 3_600_000;

/**
 * Fills a draft beside `folder`, and then gives it that name. If the work fails
 * or the tool is killed, `folder` is as it was: missing or empty.
 * @param fill gets the path of the draft
 * @throws {Deno.errors.AlreadyExists | Error} when `folder` has content by then
 */
export async function makeFolder(
  folder: string,
  fill: (draft: string) => Promise<void>,
): Promise<void> {
  const path = folder.replace(/(?<=.)\/+$/, "");
  await Deno.mkdir(dirname(path), { recursive: true });
  await removeAbandoned(path);
  const draft = `${path}.${Deno.pid}.part`;
  await Deno.mkdir(draft);
  try {
    await fill(draft);
    await Deno.rename(draft, path); // replaces an empty folder, and no other
  } catch (error) {
    await Deno.remove(draft, { recursive: true });
    throw error;
  }
}

async function removeAbandoned(path: string): Promise<void> {
  const start = `${basename(path)}.`;
  for await (const { name, isDirectory } of Deno.readDir(dirname(path))) {
    const rest = name.startsWith(start) ? name.slice(start.length) : "";
    if (!isDirectory || !/^\d+\.part$/.test(rest)) continue;
    const draft = `${dirname(path)}/${name}`;
    const { mtime } = await Deno.stat(draft);
    const age = Date.now() - (mtime?.getTime() ?? Date.now());
    if (age > ABANDONED_MS) await Deno.remove(draft, { recursive: true });
  }
}
