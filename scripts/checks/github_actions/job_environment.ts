/**
 * The environment of a job of the fake GitHub: variables, and a Git that knows
 * which token may push where.
 * @module
 */

import { z } from "zod";
import {
  CREDENTIALS,
  type FakeGitHub,
  JOB_TOKEN,
  OWNER,
  REPOSITORY,
  SECRET,
} from "./fake_github.ts";
import { ROOT } from "../../adapters/running_stack/mod.ts";
import { type Job, mayDo, type Workflow } from "./model.ts";

/** The state that all jobs of a run share. */
export interface RunSetting {
  readonly fakeGitHub: FakeGitHub;
  readonly workflow: Workflow;
  readonly sha: string;
  /** `github`, `secrets`, ... */
  readonly values: Readonly<Record<string, unknown>>;
  /** The gate that fails in this run. */
  readonly broken: string | undefined;
  /** Where stubs write what they were asked to do. */
  readonly calls: string;
}

/** Which copy of the repository an address with a token stands for. */
export function gitConfig(
  fakeGitHub: FakeGitHub,
  contents: "none" | "read" | "write",
): string {
  const lines = CREDENTIALS.map((credential) => {
    const token = credential === "job" ? JOB_TOKEN : SECRET;
    return `[url "file://${fakeGitHub.remoteOf(credential)}"]\n` +
      tokenAddresses(token).map((address) => `\tinsteadOf = ${address}\n`).join(
        "",
      );
  });
  // A job without the right to write has no remote to push to.
  const refused = contents === "write"
    ? ""
    : `[url "file:///403-contents-is-not-write/"]\n\tpushInsteadOf = ${
      fakeGitHub.remoteOf("job")
    }\n\tpushInsteadOf = file://${fakeGitHub.remoteOf("job")}\n${
      tokenAddresses(JOB_TOKEN).map((address) =>
        `\tpushInsteadOf = ${address}\n`
      ).join("")
    }`;
  const anonymous =
    `[url "file:///401-no-credentials/"]\n\tpushInsteadOf = https://github.com/\n` +
    `[url "file://${
      fakeGitHub.remoteOf("job")
    }"]\n\tinsteadOf = https://github.com/${REPOSITORY}.git\n` +
    `\tinsteadOf = https://github.com/${REPOSITORY}\n`;
  return `${lines.join("")}${refused}${anonymous}[safe]\n\tdirectory = *\n`;
}

function tokenAddresses(token: string): readonly string[] {
  return ["x-access-token:", `${OWNER}:`, "git:", "oauth2:", ""].flatMap((
    user,
  ) => [
    `https://${user}${token}@github.com/${REPOSITORY}.git`,
    `https://${user}${token}@github.com/${REPOSITORY}`,
  ]);
}

/** Variables of a job. */
export function environment(
  { fakeGitHub, workflow, sha, values, broken, calls }: RunSetting,
  job: Job,
  folder: string,
): Readonly<Record<string, string>> {
  const github = z.looseObject({
    event_name: z.string(),
    ref: z.string(),
    ref_name: z.string(),
    actor: z.string(),
  })
    .parse(values.github);
  return {
    ...fakeGitHub.env,
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_SHA: sha,
    GITHUB_REF: github.ref,
    GITHUB_REF_NAME: github.ref_name,
    GITHUB_EVENT_NAME: github.event_name,
    GITHUB_ACTOR: github.actor,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_REPOSITORY_OWNER: OWNER,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_RUN_ID: "1",
    GITHUB_RUN_NUMBER: "1",
    GITHUB_WORKSPACE: `${folder}/work`,
    GITHUB_OUTPUT: `${folder}/output`,
    GITHUB_ENV: `${folder}/env`,
    GITHUB_PATH: `${folder}/path`,
    GITHUB_STEP_SUMMARY: `${folder}/summary`,
    RUNNER_TEMP: folder,
    RUNNER_OS: "Linux",
    GIT_CONFIG_GLOBAL: `${folder}/gitconfig`,
    GIT_CONFIG_SYSTEM: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    SIM_JOB: folder,
    SIM_CALLS: calls,
    SIM_TASKS: `${fakeGitHub.folder}/tasks`,
    SIM_BROKEN: broken ?? "",
    SIM_BROKEN_FILE: "services/payments/main.ts",
    SIM_TOKEN: JOB_TOKEN,
    SIM_PACKAGES: mayDo("packages", workflow, job),
    SIM_OWNERS: [OWNER.toLowerCase(), ...fakeGitHub.owners].join(" "),
    SIM_DENO: Deno.execPath(),
    SIM_ROOT: ROOT,
  };
}
