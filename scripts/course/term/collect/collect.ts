/**
 * Takes students' work from their forks: one shallow commit each, as files. It can
 * be interrupted and goes on where it was, and it runs nothing of what it takes.
 * @module
 */

import { inLanes } from "../../../lib/wait/mod.ts";
import { readOptional, readText, replaceFile } from "../../../lib/files/mod.ts";
import { hashOfText } from "../../../checks/evidence/mod.ts";
import type { Student } from "../roster.ts";
import { boundedGit, type Bounds, type Git, tooLarge } from "./bounded_git.ts";
import { addSeen, type Seen } from "./seen.ts";

/** How a student's fork was taken. */
export interface Taken {
  readonly student: string;
  readonly how: "new" | "changed" | "unchanged" | "failed" | "no fork";
  /** Why it failed. */
  readonly reason?: string;
}

/** The dependencies of a collection. */
export interface CollectOptions {
  readonly folder: string;
  readonly bounds: Bounds;
  /** Forks that are taken at once. */
  readonly jobs: number;
  /** Also forks on this machine. */
  readonly isLocal: boolean;
  /** ms since the epoch */
  readonly now: () => number;
  readonly onEach?: (taken: Taken) => void;
}

const BUNDLE = /^lab(\d+)\.evidence\.json$/;

/** Takes them all; a fork that fails stops no other. */
export async function collect(
  students: readonly Student[],
  options: CollectOptions,
): Promise<readonly Taken[]> {
  await Deno.mkdir(options.folder, { recursive: true });
  const all = await inLanes(students, options.jobs, async (student) => {
    const taken = await takeOne(student, options);
    options.onEach?.(taken);
    return taken;
  });
  const at = new Date(options.now()).toISOString();
  await addSeen(options.folder, await bundlesIn(students, options.folder, at));
  return all.toSorted((a, b) => a.student < b.student ? -1 : 1);
}

/** Today's bundles of these students, in a folder of collected work. */
export async function bundlesIn(
  students: readonly Pick<Student, "student">[],
  folder: string,
  at: string,
): Promise<readonly Seen[]> {
  const found: Seen[] = [];
  for (const { student } of students) {
    const below = `${folder}/${folderOf(student)}/submissions`;
    for (const name of await namesIn(below)) {
      const lab = Number(BUNDLE.exec(name)?.[1]);
      if (!(lab > 0)) continue;
      const text = await readText(`${below}/${name}`);
      found.push({ student, lab, sha256: await hashOfText(text), at });
    }
  }
  return found;
}

/** A student's folder; no student's name can lead out of the others'. */
export function folderOf(student: string): string {
  return student.replaceAll(/[^\p{L}\p{N}@._ -]/gu, "_").replace(/^[.-]/, "_");
}

async function takeOne(
  { student, fork }: Student,
  { folder, bounds, isLocal }: CollectOptions,
): Promise<Taken> {
  if (fork === "") return { student, how: "no fork" };
  const target = `${folder}/${folderOf(student)}`;
  const failed = (reason: string): Taken => ({
    student,
    how: "failed",
    reason,
  });
  if (!isAddress(fork, isLocal)) {
    return failed(
      `${fork} is no https or ssh address of a repository` +
        (fork.startsWith("file:")
          ? "; --local takes those of this machine"
          : ""),
    );
  }
  const had = await readOptional(`${target}/.git/collected`);
  const draft = `${target}.part`;
  await removeIfThere(draft);
  await Deno.mkdir(draft, { recursive: true });
  const git = boundedGit(draft, bounds, isLocal);
  const outside = await git.run("ls-remote", "--exit-code", fork, "HEAD");
  if (outside.code !== 0) {
    await removeIfThere(draft);
    return failed(reasonOf(outside.stderr));
  }
  const commit = outside.stdout.split(/\s/)[0] ?? "";
  if (had?.trim() === commit) {
    await removeIfThere(draft);
    return { student, how: "unchanged" };
  }
  const problem = await fetchInto(git, fork, bounds);
  if (problem !== undefined) {
    await removeIfThere(draft);
    return failed(problem);
  }
  // The mark comes last: a folder without it is taken again.
  await replaceFile(`${draft}/.git/collected`, `${commit}\n`);
  await removeIfThere(target);
  await Deno.rename(draft, target);
  return { student, how: had === undefined ? "new" : "changed" };
}

/** The answer is what is wrong; undefined when all of it is there. */
async function fetchInto(
  git: Git,
  fork: string,
  bounds: Bounds,
): Promise<string | undefined> {
  const begun = await git.run("init", "--quiet");
  if (begun.code !== 0) return reasonOf(begun.stderr);
  const fetched = await git.run(
    ...[
      "fetch",
      "--quiet",
      "--depth=1",
      "--no-tags",
      "--no-recurse-submodules",
    ],
    ...[fork, "HEAD"],
  );
  if (fetched.code !== 0) return reasonOf(fetched.stderr);
  const large = await tooLarge(git, "FETCH_HEAD", bounds);
  if (large !== undefined) return large;
  const checkedOut = await git.run(
    ...["checkout", "--quiet", "--force", "--detach"],
    ...["--no-recurse-submodules", "FETCH_HEAD"],
  );
  return checkedOut.code === 0 ? undefined : reasonOf(checkedOut.stderr);
}

function isAddress(fork: string, isLocal: boolean): boolean {
  return /^(?:https:\/\/|ssh:\/\/|git@[\w.-]+:)[^\s-][^\s]*$/.test(fork) ||
    (isLocal && /^file:\/\/\/\S+$/.test(fork));
}

function reasonOf(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.find((line) => /^(?:fatal|error):/.test(line)) ?? lines[0] ??
    "Git did not say why";
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile) names.push(name);
    }
  } catch (error) {
    const isNone = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory;
    if (!isNone) throw error;
  }
  return names.toSorted();
}

async function removeIfThere(path: string): Promise<void> {
  await Deno.remove(path, { recursive: true }).catch((error: unknown) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
