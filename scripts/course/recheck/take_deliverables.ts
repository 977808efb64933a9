/**
 * What a student handed in, laid over a clean tree: regular files that a lab
 * asks for, limited in size and number. Everything else of the student's tree
 * stays where it is.
 * @module
 */

import { dirname } from "node:path";
import { globPattern } from "../../lib/files/mod.ts";

/** What was taken. */
export interface Taken {
  readonly files: readonly string[];
  /** What was not taken, and why, a line each. */
  readonly left: readonly string[];
}

/** The most that is taken of one submission. */
const MAX_FILES = 1000;
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_DEPTH = 12;

/** Folders that are never looked into. */
const NOT_THEIRS = /^(?:\.git|\.dev|\.quickticket|node_modules|disputes)$/;

/**
 * Files that a student hands in and that would decide about rights: from
 * deno.json only names of variables are taken, see `settingsFor`.
 */
const NEVER = new Set(["deno.json", "deno.lock"]);

/** @param globs of the lab's deliverables */
export async function takeDeliverables(
  from: string,
  to: string,
  globs: readonly string[],
): Promise<Taken> {
  const patterns = globs.map(globPattern);
  const files: string[] = [];
  const left: string[] = [];
  let bytes = 0;
  for await (const { path, kind } of walk(from, "", 0)) {
    if (NEVER.has(path) || !patterns.some((one) => one.test(path))) continue;
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

interface Found {
  readonly path: string;
  readonly kind: "file" | "a link" | "a pipe or a device";
}

async function* walk(
  root: string,
  below: string,
  depth: number,
): AsyncGenerator<Found> {
  if (depth > MAX_DEPTH) return;
  for await (const entry of Deno.readDir(`${root}/${below}`)) {
    const path = `${below}${entry.name}`;
    if (entry.isDirectory) {
      if (!NOT_THEIRS.test(entry.name)) {
        yield* walk(root, `${path}/`, depth + 1);
      }
    } else if (entry.isSymlink) yield { path, kind: "a link" };
    else if (entry.isFile) yield { path, kind: "file" };
    else yield { path, kind: "a pipe or a device" };
  }
}
