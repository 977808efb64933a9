/**
 * Reads what is appended to log files.
 * @module
 */

import { lineSplitter } from "../../lib/process/mod.ts";

/** Beyond this much at a time (bytes) only the end is read. */
const MAX = 1024 * 1024;

/** How much of a file that exists already is read first (bytes). */
const FIRST = 64 * 1024;

/** A file that is read as it grows. */
export interface LogFile {
  /** Gives out the lines that were added since the last call. */
  read(): Promise<void>;
}

/** Follows a file, which need not exist yet. */
export function followFile(
  path: string,
  onLine: (line: string) => void,
): LogFile {
  const splitter = lineSplitter(onLine);
  let position: number | undefined;
  let reading = Promise.resolve();
  return {
    // One at a time: two would read the same lines.
    read: () => reading = reading.catch(() => {}).then(readOn),
  };

  async function readOn(): Promise<void> {
    const size = await sizeOf(path);
    if (size === undefined) return;
    const isFirst = position === undefined;
    if (position === undefined) position = Math.max(0, size - FIRST);
    if (size < position) position = 0; // begun anew
    if (size - position > MAX) position = size - MAX;
    if (size === position) return;
    const bytes = await readRange(path, position, size);
    // The first piece may begin inside a line.
    const skip = isFirst && position > 0 ? bytes.indexOf(10) + 1 : 0;
    position += bytes.length;
    splitter.push(bytes.subarray(skip));
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function readRange(
  path: string,
  from: number,
  to: number,
): Promise<Uint8Array> {
  using file = await Deno.open(path);
  await file.seek(from, Deno.SeekMode.Start);
  const bytes = new Uint8Array(to - from);
  let read = 0;
  while (read < bytes.length) {
    const count = await file.read(bytes.subarray(read));
    if (count === null) break;
    read += count;
  }
  return bytes.subarray(0, read);
}
