/**
 * Commits of the student's repository, asked of Git.
 * @module
 */

import type { CheckContext } from "../../scripts/checks/mod.ts";
import { openGit } from "../../scripts/lib/process/mod.ts";

type Asked = Pick<CheckContext, "program">;

/** The whole SHA of a commit's name; undefined when there is none. */
export async function commitOf(
  { program }: Asked,
  name: string,
): Promise<string | undefined> {
  if (!/^[0-9a-f]{7,40}$/.test(name)) return undefined;
  return await openGit(".", { program })
    .maybe("rev-parse", "--verify", "--quiet", `${name}^{commit}`);
}

/** Whether there is such a commit. */
export async function hasCommit(asked: Asked, name: string): Promise<boolean> {
  return await commitOf(asked, name) !== undefined;
}

/** Whether one is the other, or comes before it. */
export async function isBefore(
  { program }: Asked,
  one: string,
  other: string,
): Promise<boolean> {
  const found = await openGit(".", { program })
    .maybe("merge-base", "--is-ancestor", one, other);
  return found !== undefined;
}

/** The object that a path is at a commit, or the commit itself without a path. */
export async function objectAt(
  { program }: Asked,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const where = path === "." || path === ""
    ? `${commit}^{tree}`
    : `${commit}:${path.replace(/\/$/, "")}`;
  return await openGit(".", { program })
    .maybe("rev-parse", "--verify", "--quiet", where);
}

/** When it was committed (ms); undefined when it is not there. */
export async function committedAt(
  { program }: Asked,
  commit: string,
): Promise<number | undefined> {
  const seconds = await openGit(".", { program })
    .maybe("show", "--no-patch", "--format=%ct", commit);
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/** Images that a commit asks for in a folder and its parent did not. */
export async function imagesNewIn(
  { program }: Asked,
  commit: string,
  path: string,
): Promise<readonly string[]> {
  const { stdout } = await openGit(".", { program })
    .run("diff", "--unified=0", `${commit}^`, commit, "--", path);
  return [...stdout.matchAll(/^\+\s*(?:- )?image:\s*["']?([^\s"'#]+)/gm)]
    .map(([, ref = ""]) => ref);
}
