/**
 * One job of a workflow, on a machine of its own: step by step.
 * @module
 */

import { z } from "zod";
import { commandsOf } from "./actions.ts";
import { holds, interpolate, type Scope } from "./expression.ts";
import { environment, gitConfig, type RunSetting } from "./job_environment.ts";
import type { Row } from "./matrix.ts";
import { readLocalAction } from "./local_action.ts";
import { type Job, mayDo, type Step } from "./model.ts";
import { runStep, type StepEnd, type Taken, takeValues } from "./run_step.ts";

/** How a job ended. */
export interface JobEnd {
  readonly result: "success" | "failure";
  readonly outputs: Readonly<Record<string, string>>;
  /** The name of the failed step, and its output. */
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
  let env: Record<string, string> = {};
  let status: Scope["status"] = "success";
  let problem: string | undefined;
  const steps: Steps = {};
  const scope: Scoped = (own = {}) => ({
    status,
    values: {
      ...values,
      matrix,
      needs,
      steps,
      env,
      job: { status },
      runner: { os: "Linux", temp: folder },
      ...own,
    },
  });

  /** Runs one step's commands; what it sets for later steps comes into `env`. */
  async function execute(
    step: Step,
    own: Readonly<Record<string, unknown>>,
  ): Promise<StepEnd & { readonly outputs: Readonly<Record<string, string>> }> {
    const before = env;
    env = { ...env, ...filled(step.env, scope(own)) };
    if (step.uses?.startsWith("./")) {
      const end = await composite(step, own);
      const set = await takeValues(`${folder}/env`);
      env = { ...before, ...set.values };
      return failedBy(set, end);
    }
    const script = step.uses === undefined
      ? interpolate(step.run ?? "", scope(own))
      : commandsOf(step.uses, {
        fakeGitHub,
        with: filled(step.with, scope(own)),
        contents,
        sha: setting.sha,
      });
    const where = interpolate(
      step["working-directory"] ?? defaults.run["working-directory"] ?? ".",
      scope(own),
    );
    if (step.uses === undefined) {
      setting.fakeGitHub.commands.allow("a step of a workflow", script);
    }
    const end = await runStep({ folder, env: { ...fixed, ...env } }, {
      script,
      shell: step.uses === undefined
        ? step.shell ?? defaults.run.shell
        : undefined,
      cwd: `${workspace}/${where}`,
    });
    const outputs = await takeValues(`${folder}/output`);
    const set = await takeValues(`${folder}/env`);
    env = { ...before, ...set.values };
    return {
      ...failedBy(outputs, failedBy(set, end)),
      outputs: outputs.values,
    };
  }

  /** Runs the steps of an action that lies in the repository itself. */
  async function composite(step: Step, own: Readonly<Record<string, unknown>>) {
    const action = await readLocalAction(workspace, step.uses ?? "");
    if (typeof action === "string") {
      return { code: 1, said: action, outputs: {} };
    }
    const inputs = { ...action.defaults, ...filled(step.with, scope(own)) };
    const inner: Steps = {};
    let end: StepEnd = { code: 0, said: "" };
    for (const [i, one] of action.steps.entries()) {
      const mine = { inputs, steps: inner };
      const seen = scope(mine);
      const now = { ...seen, status: end.code === 0 ? seen.status : "failure" };
      if (!holds(one.if, now as Scope)) continue;
      const { outputs, ...ended } = await execute(one, mine);
      const done = endOf(ended, one, scope(mine));
      inner[one.id ?? `__${i}`] = { outputs, ...done };
      if (done.conclusion === "failure" && end.code === 0) end = ended;
    }
    return {
      ...end,
      outputs: filled(action.outputs, scope({ inputs, steps: inner })),
    };
  }

  env = { ...env, ...filled(workflow.env, scope()) };
  env = { ...env, ...filled(job.env, scope()) };
  for (const [i, step] of job.steps.entries()) {
    const before = env;
    env = { ...env, ...filled(step.env, scope()) };
    const isDue = holds(step.if, scope());
    env = before;
    if (!isDue) continue;
    const { outputs, ...end } = await execute(step, {});
    const done = endOf(end, step, scope());
    steps[step.id ?? `__${i}`] = { outputs, ...done };
    if (done.conclusion === "failure") {
      status = "failure";
      const name = step.name ?? step.uses ??
        step.run?.trim().split("\n")[0] ?? "";
      problem ??= `${name}: ${end.said || `ended with ${end.code}`}`;
    }
  }
  return {
    result: status,
    outputs: filled(job.outputs, scope()),
    ...problem === undefined ? {} : { problem },
  };
}

/** The values that an expression can see, and others. */
type Scoped = (own?: Readonly<Record<string, unknown>>) => Scope;

/** Steps that have ended, by id. */
type Steps = Record<
  string,
  {
    readonly outputs: unknown;
    readonly outcome: string;
    readonly conclusion: string;
  }
>;

function filled(
  texts: Readonly<Record<string, string>>,
  scope: Scope,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) =>
      [name, interpolate(text, scope)] as const
    ),
  );
}

function endOf({ code }: StepEnd, step: Step, scope: Scope) {
  const outcome = code === 0 ? "success" : "failure";
  const isForgiven =
    interpolate(step["continue-on-error"] ?? "", scope) === "true";
  return { outcome, conclusion: isForgiven ? "success" : outcome };
}

/** A file of values that GitHub cannot read fails the step that wrote it. */
function failedBy<T extends StepEnd>({ problem }: Taken, end: T): T {
  return problem === undefined ? end : { ...end, code: 1, said: problem };
}
