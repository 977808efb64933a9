/**
 * A place for wrong inputs: a copy of the repository, a home without settings,
 * and nothing that runs.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import type { Place } from "./ask_tool.ts";
import { EMPTY } from "./elsewhere.ts";
import { copyOf } from "./try_inputs.ts";

/** The place, and what was written in it. */
export interface InputPlace extends Place, AsyncDisposable {
  /** Files that are new or changed since the beginning. */
  changed(): Promise<readonly string[]>;
}

/** Settings of a person's shell that no answer may depend on. */
export const HOSTILE: Readonly<Record<string, string>> = {
  HTTP_PROXY: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
  ALL_PROXY: "http://127.0.0.1:9",
  TZ: "Asia/Kathmandu",
  LANG: "tr_TR.UTF-8",
  LC_ALL: "tr_TR.UTF-8",
  GIT_DIR: "/nonexistent/.git",
  GIT_EXTERNAL_DIFF: "/nonexistent/diff",
  PGSERVICE: "nowhere",
  PGOPTIONS: "-c search_path=nowhere",
};

/** Whatever seals first makes the key of this machine. */
const KEY = ".dev/key.json";

/** Makes it. @param env the variables of this process */
export async function openPlace(
  root: string,
  env: (name: string) => string | undefined,
  clock: Clock,
): Promise<InputPlace> {
  const folder = await Deno.makeTempDir({ prefix: "inputs-" });
  const tree = `${folder}/tree`;
  await copyOf(root, tree);
  await Deno.mkdir(`${folder}/home`);
  await Deno.mkdir(`${tree}/${EMPTY.folder}`);
  await Deno.writeTextFile(`${tree}/${EMPTY.file}`, "");
  const before = await stamps(tree);
  return {
    tree,
    clock,
    env: {
      ...HOSTILE,
      PATH: env("PATH") ?? "",
      HOME: `${folder}/home`,
      DENO_DIR: env("DENO_DIR") ?? `${env("HOME") ?? ""}/.cache/deno`,
      NO_COLOR: "1",
      DENO_NO_UPDATE_CHECK: "1",
    },
    async changed() {
      const after = await stamps(tree);
      return [...after].filter(([path, stamp]) =>
        before.get(path) !== stamp && path !== KEY
      )
        .map(([path]) => path).toSorted();
    },
    async [Symbol.asyncDispose]() {
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function stamps(root: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  async function walk(below: string): Promise<void> {
    for await (const { name, isDirectory } of Deno.readDir(root + below)) {
      const path = `${below}/${name}`;
      if (isDirectory) await walk(path);
      else {
        const { mtime, size } = await Deno.lstat(root + path);
        found.set(path.slice(1), `${mtime?.getTime()} ${size}`);
      }
    }
  }
  await walk("");
  return found;
}
