/**
 * The content of an image, file by file.
 * @module
 */

import type { Engine } from "../../adapters/docker/mod.ts";
import {
  type ArchivedFile,
  readArchive,
  resolveLinks,
} from "../../adapters/docker/formats/mod.ts";
import { type Program, readProgram } from "./program.ts";

/** An image, opened. */
export interface Content {
  /** Paths of programs that take commands: sh, busybox and their like. */
  readonly shells: readonly string[];
  /** Paths of files that run as their owner or group. */
  readonly setuid: readonly string[];
  readonly program: Program;
}

/** The service's program, as the course's Dockerfile places it. */
const PROGRAM = "program";

/** Names of shells, also with a version: bash, busybox.static, zsh-5.9. */
const SHELL =
  /^(?:(?:a|ba|rba|da|k|mk|ok|ya|z|c|tc|fi|elvi|pw)?sh|nu|busybox|toybox)(?:[-.]?\d[\d.]*|\.static|\.distrib)?$/;

/** Any of the bits that allow to run a file. */
const EXECUTABLE = 0o111;

/** The bits that make a file run as its owner or its group. */
const SETUID = 0o6000;

/** Opens an image without running anything of it. */
export async function openImage(
  engine: Engine,
  image: string,
): Promise<Content> {
  const folder = await Deno.makeTempDir();
  const created = await engine.run("create", image);
  const id = created.split("\n").at(-1) ?? "";
  try {
    await engine.run("export", "--output", `${folder}/image.tar`, id);
    using archive = await Deno.open(`${folder}/image.tar`);
    const { files, contents } = await readArchive(archive.readable, [PROGRAM]);
    const bytes = contents.get(PROGRAM); // a foreign image does not have it
    return {
      ...findingsIn(files),
      program: bytes === undefined
        ? { permissions: undefined, packages: [] }
        : readProgram(new TextDecoder("latin1").decode(bytes)),
    };
  } finally {
    await engine.run("rm", id);
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Shells and setuid files among the files of an image. A link counts as what it
 * leads to, so `/start -> /usr/bin/dash` is a shell; a link that leads nowhere
 * is not a program.
 */
export function findingsIn(
  files: readonly ArchivedFile[],
): Pick<Content, "shells" | "setuid"> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const isShell = ({ path, kind, mode }: ArchivedFile): boolean =>
    kind === "file" && (mode & EXECUTABLE) !== 0 && SHELL.test(nameOf(path));
  const shells = files.filter((file) => {
    if (file.kind === "directory" || file.kind === "other") return false;
    const end = byPath.get(resolveLinks(file.path, byPath) ?? "");
    if (end === undefined || end.kind !== "file") return false;
    // busybox answers to the name it is called by: ls is no shell, sh is one.
    return isShell(end) && !(isMany(end) && !SHELL.test(nameOf(file.path))) ||
      (end.mode & EXECUTABLE) !== 0 && SHELL.test(nameOf(file.path));
  });
  return {
    shells: shells.map(({ path }) => path),
    setuid: files.filter(({ kind, mode }) =>
      kind === "file" && (mode & SETUID) !== 0
    ).map(({ path }) => path),
  };
}

/** Whether it is many programs in one. */
function isMany({ path }: ArchivedFile): boolean {
  return /^(?:busy|toy)box/.test(nameOf(path));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
