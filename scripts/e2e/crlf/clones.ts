/**
 * Two clones of one commit: as Git for Windows makes it, and one whose files
 * really have CRLF, as after an editor or an older checkout.
 * @module
 */

import { type Git, openGit } from "../../lib/process/mod.ts";

/** A clone. */
export interface Clone {
  readonly name: string;
  readonly folder: string;
  readonly git: Git;
}

/** Attributes that win over those of the repository. */
const CRLF = [
  "* text=auto eol=crlf",
  ...["png", "jpg", "ico", "pdf", "gz", "tar", "zip", "zst", "wasm", "woff2"]
    .map((end) => `*.${end} binary`),
].join("\n");

const IDENTITY = {
  GIT_AUTHOR_NAME: "Student",
  GIT_AUTHOR_EMAIL: "student@example.org",
  GIT_COMMITTER_NAME: "Student",
  GIT_COMMITTER_EMAIL: "student@example.org",
} as const;

/** Clones it. @param attributes those that win; undefined: the repository's */
async function cloned(
  root: string,
  folder: string,
  attributes?: string,
): Promise<Git> {
  await openGit(".").output(
    ...["clone", "--quiet", "--no-checkout", "--config", "core.autocrlf=true"],
    ...[root, folder],
  );
  if (attributes !== undefined) {
    await Deno.mkdir(`${folder}/.git/info`, { recursive: true });
    await Deno.writeTextFile(`${folder}/.git/info/attributes`, attributes);
  }
  const git = openGit(folder, { env: IDENTITY });
  await git.output("checkout", "--quiet", "HEAD");
  return git;
}

/** The clone of a person whose Git is set up as on Windows. */
export async function plainClone(root: string, folder: string): Promise<Clone> {
  return { name: "autocrlf", folder, git: await cloned(root, folder) };
}

/** The clone with CRLF in every text. */
export async function crlfClone(root: string, folder: string): Promise<Clone> {
  return { name: "CRLF", folder, git: await cloned(root, folder, CRLF) };
}

/** How many texts of it have CRLF, and how many have LF alone. */
export async function lineEnds(
  { git }: Clone,
): Promise<{ readonly crlf: number; readonly lf: number }> {
  const lines = (await git.output("ls-files", "--eol")).split("\n");
  const count = (ends: string): number =>
    lines.filter((line) => line.startsWith("i/lf ") && line.includes(ends))
      .length;
  return { crlf: count("w/crlf"), lf: count("w/lf") };
}
