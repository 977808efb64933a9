/**
 * Lays a student's submission over a clean tree: regular files that a lab
 * asks for, limited in size and number. Everything else of the student's tree
 * stays where it is.
 * @module
 */

import { dirname } from "node:path";
import { globPattern } from "../../lib/files/mod.ts";
import { filesInside } from "./files_inside.ts";

/** The files that were taken. */
export interface Taken {
  readonly files: readonly string[];
  /** The files that were not taken, and the reasons, line by line. */
  readonly left: readonly string[];
}

/** The most that is taken of one submission. */
const MAX_FILES = 1000;
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Files that a student hands in and that would decide about rights: from
 * deno.json only names of variables are taken, see `settingsFor`.
 */
const NEVER = new Set(["deno.json", "deno.lock"]);

/** Files that a lab asks for, and what else stands in their places. */
async function* asked(
  root: string,
  globs: readonly string[],
): ReturnType<typeof filesInside> {
  const patterns = globs.map(globPattern);
  for await (const found of filesInside(root)) {
    const { path } = found;
    if (patterns.some((one) => one.test(path))) yield found;
  }
}

/** Changes whenever a file that would be taken does. */
export async function deliverablesMark(
  root: string,
  globs: readonly string[],
): Promise<string> {
  const marks: string[] = [];
  for await (const { path, kind } of asked(root, globs)) {
    const { size, mtime, ctime } = await Deno.lstat(`${root}/${path}`);
    marks.push([path, kind, size, mtime?.getTime(), ctime?.getTime()].join());
  }
  return marks.toSorted().join("\n");
}

/** @param globs of the lab's deliverables */
export async function takeDeliverables(
  from: string,
  to: string,
  globs: readonly string[],
): Promise<Taken> {
  const files: string[] = [];
  const left: string[] = [];
  let bytes = 0;
  for await (const { path, kind } of asked(from, globs)) {
    if (NEVER.has(path)) continue;
    if (kind !== "file") {
      left.push(`${path} is ${kind}`);
      continue;
    }
    const { size } = await Deno.lstat(`${from}/${path}`);
    if (size > MAX_FILE_BYTES || bytes + size > MAX_BYTES) {
      left.push(`${path} is too large, it has ${size} bytes`);
      continue;
    }
    if (files.length >= MAX_FILES) {
      left.push(`more than ${MAX_FILES} files`);
      break;
    }
    bytes += size;
    await Deno.mkdir(dirname(`${to}/${path}`), { recursive: true });
    await Deno.copyFile(`${from}/${path}`, `${to}/${path}`);
    files.push(path);
  }
  return { files: files.toSorted(), left };
}
