/**
 * Files of other people: a regular file of a limited size, or a reason in words.
 * A link could show any file of this machine, a pipe or a device never ends.
 * @module
 */

import { printableLine } from "../text/printable.ts";
import { decodeText } from "./read_optional.ts";

/** A file's text, or why it is not read. */
export type Limited =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: string };

/**
 * Reads a regular file of at most so many bytes.
 * @returns the problem "it is not there" when there is none
 */
export async function readLimited(
  path: string,
  maxBytes: number,
): Promise<Limited> {
  try {
    const { isFile, isSymlink, isDirectory, size } = await Deno.lstat(path);
    if (isSymlink) {
      return { problem: "it is a link, and links are not followed" };
    }
    if (isDirectory) return { problem: "it is a folder, not a file" };
    if (!isFile) return { problem: "it is a pipe or a device, not a file" };
    if (size > maxBytes) return { problem: tooLarge(size, maxBytes) };
    using file = await Deno.open(path);
    // Another file may stand there by now, and it may grow.
    if (!(await file.stat()).isFile) return { problem: "it is not a file" };
    return await readOpen(file, maxBytes);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return { problem: "it is not there" };
    }
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: `it cannot be read: ${printableLine(reason, 120)}` };
  }
}

async function readOpen(file: Deno.FsFile, maxBytes: number): Promise<Limited> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of file.readable) {
    bytes += part.length;
    if (bytes > maxBytes) return { problem: tooLarge(bytes, maxBytes) };
    parts.push(part);
  }
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return { text: decodeText(whole) };
}

/**
 * The same below a folder: no part of the path may be a link or lead out of it.
 * @param path with `/`, from the folder on
 */
export async function readInside(
  root: string,
  path: string,
  maxBytes: number,
): Promise<Limited> {
  if (!isInside(path)) return { problem: "its path leads out of the folder" };
  const parts = path.split("/");
  for (let i = 1; i < parts.length; i++) {
    const folder = `${root}/${parts.slice(0, i).join("/")}`;
    const found = await Deno.lstat(folder).catch(() => undefined);
    if (found === undefined) return { problem: "it is not there" };
    if (!found.isDirectory) return { problem: "it lies behind a link" };
  }
  return await readLimited(`${root}/${path}`, maxBytes);
}

/** Whether a path, with `/`, stays below the folder that it starts from. */
export function isInside(path: string): boolean {
  return path !== "" && !/^[/\\]|^[A-Za-z]:|[\\\0]/.test(path) &&
    path.split("/").every((part) => part !== ".." && part !== "");
}

function tooLarge(bytes: number, maxBytes: number): string {
  return `it has ${bytes} bytes, and at most ${maxBytes} are read`;
}
