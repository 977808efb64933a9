/**
 * A small GitHub: a repository that remembers who may push, and programs that
 * write down what they were asked to do.
 *
 * Two copies of the repository stand for two credentials: what a job's own token
 * pushed is in one, what a secret of the student's pushed is in the other.
 * @module
 */

import { dirname } from "node:path";
import { plainText } from "../../lib/files/mod.ts";
import { openGit, runProgram } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { CheckContext } from "../lab.ts";
import docker from "./docker.sh" with { type: "text" };
import deno from "./deno.sh" with { type: "text" };
import { gatesOfTasks } from "./gates.ts";
import { fillPath } from "./programs.ts";
import npx from "./npx.sh" with { type: "text" };

/** The owner, whose name has to be made lower case. */
export const OWNER = "Some-Student";

/** The repository's full name. */
export const REPOSITORY = `${OWNER}/QuickTicket`;

/** The form of a job's own token. */
export const JOB_TOKEN = "ghs_of_the_job";

/** The form of each of the student's secrets, such as a personal token. */
export const SECRET = "ghp_of_the_student";

/**
 * The author of the push: a job with its own token, or a person with a secret.
 */
export const CREDENTIALS = ["job", "secret"] as const;

/** One of {@link CREDENTIALS}. */
export type Credential = (typeof CREDENTIALS)[number];

const IDENTITY = {
  GIT_AUTHOR_NAME: "Student",
  GIT_AUTHOR_EMAIL: "student@example.com",
  GIT_COMMITTER_NAME: "Student",
  GIT_COMMITTER_EMAIL: "student@example.com",
} as const;

/** Git without what this machine has set up for itself. */
const GIT_ENV = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
} as const;

/** A commit as it arrived. */
export interface Arrived {
  readonly sha: string;
  readonly message: string;
  readonly paths: readonly string[];
}

/** Such a GitHub, in a folder. */
export interface FakeGitHub {
  readonly folder: string;
  /** Whether steps of workflows may run here. */
  readonly commands: CheckContext["commands"];
  /**
   * Owners that the workflows write out, such as in ghcr.io/ada/...: the account
   * is the student's, whatever it is called.
   */
  readonly owners: readonly string[];
  /** Where a job finds programs: ours, and no others. */
  readonly env: Readonly<Record<string, string>>;
  /** Commits files (path to text) to main, in both copies; its SHA. */
  commit(
    message: string,
    files: Readonly<Record<string, string>>,
  ): Promise<string>;
  /** Where a copy lies. */
  remoteOf(credential: Credential): string;
  /** Commits of main in a copy after `sha`, oldest first. */
  since(credential: Credential, sha: string): Promise<readonly Arrived[]>;
  /** The newest commit of main in a copy. */
  tip(credential: Credential): Promise<string>;
  /** Whether main of a copy still has a commit. */
  has(credential: Credential, sha: string): Promise<boolean>;
  /** A file at a commit; undefined when there is none. */
  fileAt(
    credential: Credential,
    sha: string,
    path: string,
  ): Promise<string | undefined>;
  /** Brings the other copy to what this one has. */
  follow(credential: Credential): Promise<void>;
  close(): Promise<void>;
}

/** Makes one of a student's files. */
export async function openFakeGitHub(
  files: readonly string[],
  { read, env, commands }: Pick<CheckContext, "read" | "env" | "commands">,
): Promise<FakeGitHub> {
  await needsNewBash();
  const folder = await Deno.makeTempDir({ prefix: "workflow-" });
  const seed = `${folder}/seed`;
  const gitEnv = { ...IDENTITY, ...GIT_ENV };
  const git = (cwd: string, ...args: readonly string[]) =>
    openGit(cwd, { env: gitEnv }).output(...args);
  await Promise.all(files.map(async (path) => {
    await put(`${seed}/${path}`, await read(path) ?? "");
  }));
  for (const [name, text] of Object.entries({ docker, deno, npx })) {
    // A carriage return behind `#!/bin/sh` would name a program that is not there.
    await put(`${folder}/bin/${name}`, plainText(text), 0o755);
  }
  await fillPath(`${folder}/bin`, env("PATH") ?? "/usr/bin:/bin");
  await put(`${folder}/tasks`, tasksText(await read("deno.json") ?? "{}"));
  await git(seed, "init", "--quiet", "--initial-branch=main");
  await git(seed, "add", "--all", "--force");
  await git(seed, "commit", "--quiet", "--message", "feat: the first");
  const remoteOf = (credential: Credential) =>
    `${folder}/by-${credential}/origin.git`;
  for (const credential of CREDENTIALS) {
    await git(folder, "clone", "--quiet", "--bare", seed, remoteOf(credential));
  }
  return {
    folder,
    commands,
    owners: await ownersIn(files, read),
    env: {
      PATH: `${folder}/bin`,
      DENO_DIR: env("DENO_DIR") ?? `${env("HOME") ?? ""}/.cache/deno`,
    },
    remoteOf,
    async commit(message, files) {
      await git(seed, "fetch", "--quiet", remoteOf("job"), "main");
      await git(seed, "reset", "--quiet", "--hard", "FETCH_HEAD");
      for (const [path, text] of Object.entries(files)) {
        await put(`${seed}/${path}`, text);
      }
      await git(seed, "add", "--all", "--force");
      await git(
        seed,
        "commit",
        "--quiet",
        "--allow-empty",
        "--message",
        message,
      );
      for (const one of CREDENTIALS) {
        await git(seed, "push", "--quiet", "--force", remoteOf(one), "main");
      }
      return await git(seed, "rev-parse", "HEAD");
    },
    async since(credential, sha) {
      const text = await git(
        remoteOf(credential),
        ...["log", "--reverse", "--format=%H", `${sha}..main`],
      );
      return await Promise.all(
        text.split("\n").filter(Boolean).map(async (sha) => ({
          sha,
          message: await git(
            remoteOf(credential),
            "log",
            "-1",
            "--format=%B",
            sha,
          ),
          paths: (await git(
            remoteOf(credential),
            ...["diff-tree", "--no-commit-id", "--name-only", "-r", sha],
          )).split("\n").filter(Boolean),
        })),
      );
    },
    tip: (credential) => git(remoteOf(credential), "rev-parse", "main"),
    async has(credential, sha) {
      const found = await openGit(remoteOf(credential), { env: GIT_ENV })
        .maybe("merge-base", "--is-ancestor", sha, "main");
      return found !== undefined;
    },
    async fileAt(credential, sha, path) {
      return await openGit(remoteOf(credential), { env: GIT_ENV })
        .maybe("show", `${sha}:${path}`);
    },
    async follow(credential) {
      const other = credential === "job" ? "secret" : "job";
      await git(
        remoteOf(credential),
        "push",
        "--quiet",
        "--force",
        remoteOf(other),
        "main",
      );
    },
    close: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Workflows are written for Linux: `${OWNER,,}`, `sed -i`. */
async function needsNewBash(): Promise<void> {
  const { code } = await runProgram("bash", [
    "-c",
    'x=A; [ "${x,,}" = a ] && sed --version >/dev/null',
  ]);
  if (code === 0) return;
  throw new CouldNotRun(
    "Cannot play GitHub: it needs bash 4 and GNU sed first on PATH; on macOS " +
      'brew install bash gnu-sed; export PATH="$(brew --prefix gnu-sed)/libexec/gnubin:$PATH"',
  );
}

/** At most one: who pushes to two accounts has named one of another person. */
async function ownersIn(
  files: readonly string[],
  read: CheckContext["read"],
): Promise<readonly string[]> {
  const texts = await Promise.all(
    files.filter((path) => /^\.github\/.*\.ya?ml$/.test(path)).map(read),
  );
  const named = texts.flatMap((text) =>
    [...(text ?? "").matchAll(/ghcr\.io\/([a-z\d][a-z\d-]*)\//g)]
      .map(([, owner = ""]) => owner)
  );
  const owners = [...new Set(named)];
  return owners.length === 1 ? owners : [];
}

function tasksText(config: string): string {
  return [...gatesOfTasks(JSON.parse(config))]
    .map(([name, gates]) => `${name} ${gates.join(" ")}\n`).join("");
}

async function put(path: string, text: string, mode?: number): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, text, mode === undefined ? {} : { mode });
}
