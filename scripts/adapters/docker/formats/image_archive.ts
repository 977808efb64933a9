/**
 * The files in an archive of an image or a container (`docker export`), read as
 * a stream. A listing of `tar` is another one with GNU, BSD and busybox; the
 * archive itself is the same everywhere.
 * @module
 */

import { posix } from "node:path";
import { createTarDecoder, type TarHeader } from "modern-tar";

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
  /** The requested files that exist, by path. */
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
  const entries = ReadableStream.from(source)
    .pipeThrough(createTarDecoder({ strict: true }));
  for await (const { header, body } of entries) {
    const file = fileOf(header);
    const isKept = file.kind === "file" && wanted.includes(file.path);
    if (isKept) contents.set(file.path, await new Response(body).bytes());
    else await body.cancel();
    files.set(file.path, file);
  }
  return { files: [...files.values()], contents };
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

function kindOf({ type = "file" }: TarHeader): ArchivedFile["kind"] {
  switch (type) {
    case "file":
    case "directory":
    case "symlink":
    case "link":
      return type;
    default:
      return "other";
  }
}

function fileOf(header: TarHeader): ArchivedFile {
  const kind = kindOf(header);
  return {
    path: cleaned(header.name),
    kind,
    mode: header.mode ?? 0,
    size: header.size,
    target: kind === "symlink" || kind === "link" ? header.linkname ?? "" : "",
  };
}

function cleaned(path: string): string {
  return posix.normalize(`/${path}`).replaceAll(/^\/|\/$/g, "");
}
