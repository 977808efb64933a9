/**
 * Segments of the log of changes, by their names and by their first bytes.
 * @module
 */

/** Timeline, and where the segment lies in the log: 8 and 16 digits. */
const SEGMENT = /^([0-9A-F]{8})([0-9A-F]{16})(\.partial)?$/;

/** Segments have so many bytes unless the server was made otherwise. */
const PER_FILE = 0x100;

/** Timeline of a segment, from 1. */
export function timelineOf(segment: string): number {
  return parseInt(segment.slice(0, 8), 16);
}

/** Place of a segment in the log, which later timelines share. */
export function placeOf(segment: string): string {
  return segment.slice(8, 24);
}

/** Names of segments among these, the oldest first. */
export function segmentsIn(names: readonly string[]): readonly string[] {
  return names.filter((name) => SEGMENT.test(name)).toSorted();
}

/**
 * The segment that an archive needs next: the unfinished one, else the one after
 * the newest. Undefined when it has none.
 */
export function nextSegment(names: readonly string[]): string | undefined {
  const newest = segmentsIn(names).at(-1);
  if (newest === undefined) return undefined;
  const name = newest.slice(0, 24);
  if (newest !== name) return name;
  const [file, part] = [
    parseInt(name.slice(8, 16), 16),
    parseInt(name.slice(16), 16) + 1,
  ];
  const digits = (value: number): string =>
    value.toString(16).toUpperCase().padStart(8, "0");
  return name.slice(0, 8) +
    (part < PER_FILE
      ? digits(file) + digits(part)
      : digits(file + 1) + digits(0));
}

/** Names in a folder; none when it is not there. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** Name of the newest segment in a folder. */
export async function newestSegment(
  folder: string,
): Promise<string | undefined> {
  return segmentsIn(await namesIn(folder)).at(-1);
}

/** Where the first page of a segment has the identifier (bytes). */
const IDENTIFIER_AT = 24;

/**
 * The system identifier in a segment: each begins with that of its server.
 * @returns undefined while nothing has been written into it
 */
export async function systemIdentifierOf(
  path: string,
): Promise<string | undefined> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(IDENTIFIER_AT + 8);
  let count = 0;
  for (;;) {
    const read = await file.read(bytes.subarray(count));
    if (read === null || read === 0) break;
    count += read;
  }
  return count < bytes.length ? undefined : identifierIn(bytes);
}

/** The same from the first bytes. */
export function identifierIn(bytes: Uint8Array): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const id = view.getBigUint64(IDENTIFIER_AT, true);
  return id === 0n ? undefined : id.toString();
}
