/**
 * One job of a workflow, on a machine of its own: step by step.
 * @module
 */

import { z } from "zod";
import { commandsOf } from "./actions.ts";
import { holds, interpolate, type Scope } from "./expression.ts";
import type { Row } from "./matrix.ts";
import { type Job, mayDo, type Workflow } from "./model.ts";
import { runStep, type StepEnd, takeValues } from "./run_step.ts";
import {
  CREDENTIALS,
  type FakeGitHub,
  JOB_TOKEN,
  OWNER,
  REPOSITORY,
  SECRET,
} from "./fake_github.ts";

/** What all jobs of a run share. */
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

/** How a job ended. */
export interface JobEnd {
  readonly result: "success" | "failure";
  readonly outputs: Readonly<Record<string, string>>;
  /** What the step that failed is called, and what it said. */
  readonly problem?: string;
}

const Defaults = z.looseObject({
  run: z.looseObject({
    "working-directory": z.string().optional(),
    shell: z.string().optional(),
  }).default({}),
}).default({ run: {} });

/** Runs it. */
export async function runJob(
  setting: RunSetting,
  job: Job,
  { matrix, needs, folder }: {
    readonly matrix: Row;
    readonly needs: Readonly<Record<string, unknown>>;
    readonly folder: string;
  },
): Promise<JobEnd> {
  const { workflow, fakeGitHub, values } = setting;
  const workspace = `${folder}/work`;
  await Deno.mkdir(workspace, { recursive: true });
  await Deno.writeTextFile(
    `${folder}/gitconfig`,
    gitConfig(fakeGitHub, mayDo("contents", workflow, job)),
  );
  const contents = mayDo("contents", workflow, job);
  const fixed = environment(setting, job, folder);
  const defaults = Defaults.parse(
    job.defaults ?? workflow.defaults ?? undefined,
  );
  const steps: Record<
    string,
    { outputs: unknown; outcome: string; conclusion: string }
  > = {};
  let env: Record<string, string> = {};
  let status: Scope["status"] = "success";
  let problem: string | undefined;
  const scope = (): Scope => ({
    status,
    values: {
      ...values,
      matrix,
      needs,
      steps,
      env,
      job: { status },
      runner: { os: "Linux", temp: folder },
    },
  });
  const fill = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(texts).map((
        [name, text],
      ) => [name, interpolate(text, scope())]),
    );
  env = { ...env, ...fill(workflow.env) };
  env = { ...env, ...fill(job.env) };
  for (const [i, step] of job.steps.entries()) {
    const before = env;
    env = { ...env, ...fill(step.env) };
    if (!holds(step.if, scope())) {
      env = before;
      continue;
    }
    const name = step.name ?? step.uses ?? step.run?.trim().split("\n")[0] ??
      "";
    const script = step.uses === undefined
      ? interpolate(step.run ?? "", scope())
      : commandsOf(step.uses, {
        fakeGitHub,
        with: fill(step.with),
        contents,
        sha: setting.sha,
      });
    const where = interpolate(
      step["working-directory"] ?? defaults.run["working-directory"] ?? ".",
      scope(),
    );
    const end: StepEnd = await runStep({ folder, env: { ...fixed, ...env } }, {
      script,
      shell: step.uses === undefined
        ? step.shell ?? defaults.run.shell
        : undefined,
      cwd: `${workspace}/${where}`,
    });
    const isForgiven = /^(?:\$\{\{\s*)?true/.test(
      step["continue-on-error"] ?? "",
    );
    const outcome = end.code === 0 ? "success" : "failure";
    steps[step.id ?? `__${i}`] = {
      outputs: await takeValues(`${folder}/output`),
      outcome,
      conclusion: isForgiven ? "success" : outcome,
    };
    env = { ...before, ...await takeValues(`${folder}/env`) };
    if (outcome === "failure" && !isForgiven) {
      status = "failure";
      problem ??= `${name}: ${end.said || `ended with ${end.code}`}`;
    }
  }
  const outputs = fill(job.outputs);
  return {
    result: status,
    outputs,
    ...problem === undefined ? {} : { problem },
  };
}

/** Which copy of the repository an address with a token stands for. */
function gitConfig(
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
  // What has no right to write has nowhere to push to.
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

function environment(
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
    SIM_TOKEN: JOB_TOKEN,
    SIM_PACKAGES: mayDo("packages", workflow, job),
    SIM_OWNER: OWNER.toLowerCase(),
    SIM_DENO: Deno.execPath(),
  };
}
