/**
 * The files in an archive of an image or a container (`docker export`), read as
 * a stream. A listing of `tar` is another one with GNU, BSD and busybox; the
 * archive itself is the same everywhere.
 * @module
 */

import { once } from "node:events";
import { posix } from "node:path";
import { extract, type Header } from "tar-stream";

/** A file in an archive. */
export interface ArchivedFile {
  /** Without a slash or `./` in front, and without one at the end. */
  readonly path: string;
  readonly kind: "file" | "directory" | "symlink" | "link" | "other";
  /** Permission bits, such as 0o4755. */
  readonly mode: number;
  /** Of a file's content (bytes). */
  readonly size: number;
  /** Where a link leads, as it is written; "" for all others. */
  readonly target: string;
}

/** An archive, read. */
export interface Archive {
  /** In the order of the archive; a later file of one path replaces an earlier. */
  readonly files: readonly ArchivedFile[];
  /** What was asked for and is there, by path. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads an archive.
 * @param wanted paths whose content is kept
 * @throws {Error} when it is not an archive, or ends too early
 */
export async function readArchive(
  source: AsyncIterable<Uint8Array>,
  wanted: readonly string[] = [],
): Promise<Archive> {
  const files = new Map<string, ArchivedFile>();
  const contents = new Map<string, Uint8Array>();
  const entries = extract();
  const fed = feed();
  for await (const entry of entries) {
    const file = fileOf(entry.header);
    const isKept = file.kind === "file" && wanted.includes(file.path);
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) {
      if (isKept && chunk instanceof Uint8Array) chunks.push(chunk);
    }
    files.set(file.path, file);
    if (isKept) contents.set(file.path, concat(chunks));
  }
  await fed;
  return { files: [...files.values()], contents };

  async function feed(): Promise<void> {
    try {
      for await (const chunk of source) {
        if (!entries.write(chunk)) await once(entries, "drain");
      }
      entries.end(null);
    } catch (error) {
      entries.destroy(error instanceof Error ? error : new Error("no source"));
    }
  }
}

/**
 * Where a path leads in the end, through links to files and to folders; the path
 * itself when it is no link.
 * @returns undefined when a link leads nowhere, or in circles
 */
export function resolveLinks(
  path: string,
  files: ReadonlyMap<string, ArchivedFile>,
): string | undefined {
  let at = path;
  for (let steps = 0; steps < 40; steps++) {
    const parts = at.split("/");
    const cut = parts.findIndex((_, i) =>
      isLink(files.get(parts.slice(0, i + 1).join("/")))
    );
    if (cut === -1) return files.has(at) ? at : undefined;
    const prefix = parts.slice(0, cut + 1).join("/");
    const link = files.get(prefix);
    const base = link?.kind === "symlink" ? posix.dirname(prefix) : "";
    at = cleaned(posix.resolve(
      "/",
      base,
      link?.target ?? "",
      ...parts.slice(cut + 1),
    ));
  }
  return undefined;
}

function isLink(file: ArchivedFile | undefined): boolean {
  return file?.kind === "symlink" || file?.kind === "link";
}

const KINDS: Readonly<Partial<Record<Header["type"], ArchivedFile["kind"]>>> = {
  "file": "file",
  "contiguous-file": "file",
  "directory": "directory",
  "symlink": "symlink",
  "link": "link",
};

function fileOf(header: Header): ArchivedFile {
  const kind = KINDS[header.type] ?? "other";
  return {
    path: cleaned(header.name),
    kind,
    mode: header.mode,
    size: header.size,
    target: kind === "symlink" || kind === "link" ? header.linkname : "",
  };
}

function cleaned(path: string): string {
  return posix.normalize(`/${path}`).replaceAll(/^\/|\/$/g, "");
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(
    chunks.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
