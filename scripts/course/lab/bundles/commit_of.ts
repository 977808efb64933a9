/**
 * The commit that a bundle names, looked up in the student's own repository.
 * That repository's settings are the student's, so Git starts nothing for it.
 * @module
 */

import { openGit } from "../../../lib/process/mod.ts";

/** The facts about a commit. */
export type Commit =
  | { readonly kind: "known"; readonly at: number }
  | { readonly kind: "unknown" }
  /** There is no repository to look it up in. */
  | { readonly kind: "unseen" };

/** Nothing is fetched, and no other repository around the folder answers. */
const ENV = {
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "none",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: "safe.directory",
  GIT_CONFIG_VALUE_0: "*",
} as const;

/** When it was made. @param root the student's tree */
export async function commitOf(
  root: string,
  revision: string,
): Promise<Commit> {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(revision)) {
    return { kind: "unknown" };
  }
  const found = await Deno.lstat(`${root}/.git`).catch(() => undefined);
  if (found?.isDirectory !== true) return { kind: "unseen" };
  const git = openGit(root, { env: { ...ENV, GIT_DIR: ".git" } });
  if (await git.maybe("rev-parse", "--git-dir") === undefined) {
    return { kind: "unseen" };
  }
  const said = await git.maybe("show", "--no-patch", "--format=%ct", revision);
  const seconds = Number(said);
  return said === undefined || !Number.isInteger(seconds)
    ? { kind: "unknown" }
    : { kind: "known", at: seconds * 1000 };
}
