/**
 * What lies in an image, file by file.
 * @module
 */

import { outputOf } from "../../lib/process/mod.ts";
import type { Engine } from "../../adapters/docker/mod.ts";
import { type Program, readProgram } from "./program.ts";

/** An image, opened. */
export interface Content {
  /** Paths of programs that take commands: sh, busybox and their like. */
  readonly shells: readonly string[];
  /** Paths of files that run as somebody else. */
  readonly setuid: readonly string[];
  readonly program: Program;
}

const SHELL = /(?:^|\/)(?:a|ba|da|k|z|c|tc|fi)?sh$|(?:^|\/)(?:busybox|toybox)$/;
const SETUID = /^-(?:..[sS]|.{5}[sS])/;

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
    const list = await outputOf("tar", ["-tvf", `${folder}/image.tar`]);
    await outputOf("tar", [
      "-xf",
      `${folder}/image.tar`,
      "-C",
      folder,
      "program",
    ])
      .catch(() => ""); // an image of somebody else has none
    return { ...filesOf(list), program: await programIn(folder) };
  } finally {
    await engine.run("rm", id);
    await Deno.remove(folder, { recursive: true });
  }
}

/** Shells and setuid files in a listing of `tar --list --verbose`. */
export function filesOf(
  list: string,
): Pick<Content, "shells" | "setuid"> {
  const files = list.split("\n").flatMap((line) => {
    // mode owner/group size date time path [-> target]
    const path = /^\S+\s+\S+\s+\d+\s+\S+\s+\S+\s+(.+?)(?: -> .*| link to .*)?$/
      .exec(line)?.[1];
    return path === undefined ? [] : [{ mode: line, path }];
  });
  return {
    shells: files.filter(({ mode, path }) =>
      !mode.startsWith("d") && SHELL.test(path)
    ).map(({ path }) => path),
    setuid: files.filter(({ mode }) => SETUID.test(mode))
      .map(({ path }) => path),
  };
}

async function programIn(folder: string): Promise<Program> {
  try {
    const bytes = await Deno.readFile(`${folder}/program`);
    return readProgram(new TextDecoder("latin1").decode(bytes));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return { permissions: undefined, packages: [] };
  }
}
