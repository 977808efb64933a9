/**
 * The jobs of a workflow in the order of their needs, and those that are
 * workflows themselves.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { evaluateIn, holds, interpolate, type Scope } from "./expression.ts";
import { JOB_TOKEN } from "./fake_github.ts";
import type { RunSetting } from "./job_environment.ts";
import { matrixProblem, type Row, rowsOf } from "./matrix.ts";
import {
  calledBy,
  type Job,
  mayDo,
  readWorkflow,
  type Workflow,
} from "./model.ts";
import { type JobEnd, runJob } from "./run_job.ts";

/** How a job ended, if it began. */
export type JobResult = "success" | "failure" | "skipped";

/** How the jobs of a workflow ended. */
export interface Ended {
  readonly ends: Readonly<
    Record<
      string,
      {
        readonly result: JobResult;
        readonly outputs: Readonly<Record<string, string>>;
      }
    >
  >;
  readonly problems: readonly string[];
}

/** Runs the jobs of a workflow, each after those that it needs. */
export async function runJobs(
  setting: RunSetting,
  folder: string,
): Promise<Ended> {
  const { workflow, values } = setting;
  const ends: Record<string, Ended["ends"][string]> = {};
  const problems: string[] = [];
  for (const id of inOrder(workflow.jobs)) {
    const job = workflow.jobs[id];
    if (job === undefined) continue;
    const needs = Object.fromEntries(
      job.needs.map((name) => [name, ends[name] ?? { result: "skipped" }]),
    );
    const scope: Scope = {
      status: worstOf(Object.values(ancestors(workflow.jobs, id, ends))),
      values: { ...values, needs },
    };
    if (!holds(job.if, scope)) {
      ends[id] = { result: "skipped", outputs: {} };
      continue;
    }
    const choices = evaluateIn(job.strategy?.matrix, scope);
    const refused = matrixProblem(choices);
    if (refused !== undefined) {
      problems.push(`${id}: ${refused}`);
      ends[id] = { result: "failure", outputs: {} };
      continue;
    }
    const all = await Promise.all(
      rowsOf(choices).map((matrix, i) => {
        const where = { matrix, needs, folder: `${folder}/${id}-${i}` };
        return job.uses === undefined
          ? runJob(setting, job, where)
          : callWorkflow(setting, job, { ...where, scope });
      }),
    );
    problems.push(...all.flatMap(({ problem }) => problem ?? []));
    const isForgiven =
      interpolate(job["continue-on-error"] ?? "", scope) === "true";
    const isGood = isForgiven ||
      all.every(({ result }) => result === "success");
    ends[id] = {
      result: isGood ? "success" : "failure",
      outputs: Object.assign({}, ...all.map(({ outputs }) => outputs)),
    };
  }
  return { ends, problems };
}

/**
 * Runs a workflow of the repository as a job of another one.
 * @throws {CouldNotRun} on one of another repository
 */
async function callWorkflow(
  setting: RunSetting,
  job: Job,
  { matrix, needs, folder, scope }: {
    readonly matrix: Row;
    readonly needs: Readonly<Record<string, unknown>>;
    readonly folder: string;
    readonly scope: Scope;
  },
): Promise<JobEnd> {
  const { workflow, fakeGitHub, values, sha } = setting;
  const path = job.uses?.replace(/^\.\//, "") ?? "";
  const failed = (problem: string): JobEnd => ({
    result: "failure",
    outputs: {},
    problem,
  });
  if (!job.uses?.startsWith("./")) {
    throw new CouldNotRun(
      `Cannot play ${job.uses}: only workflows of the repository itself are known`,
    );
  }
  const text = await fakeGitHub.fileAt("job", sha, path);
  if (text === undefined) return failed(`workflow was not found: ${path}`);
  const called = readWorkflow(text, path);
  const call = calledBy(called);
  if (call === undefined) {
    return failed(`${path} does not have on: workflow_call`);
  }
  const own = job.permissions ?? workflow.permissions;
  const inner = { ...called, permissions: called.permissions ?? own };
  for (const what of ["contents", "packages"] as const) {
    const isMore = Object.values(inner.jobs).some((one) =>
      mayDo(what, inner as Workflow, one) === "write"
    ) && mayDo(what, workflow, job) !== "write";
    if (isMore) {
      return failed(`${path} asks for ${what}: write, and is not allowed it`);
    }
  }
  const given: Scope = { ...scope, values: { ...scope.values, matrix, needs } };
  const filled = (texts: Readonly<Record<string, string>>, in_: Scope) =>
    Object.fromEntries(
      Object.entries(texts).map(([name, one]) =>
        [name, interpolate(one, in_)] as const
      ),
    );
  const secrets = job.secrets === "inherit"
    ? values["secrets"]
    : evaluateIn(job.secrets ?? {}, given);
  const seen = {
    ...values,
    inputs: { ...call.inputs, ...filled(job.with, given) },
    secrets: { ...secretsOf(secrets), GITHUB_TOKEN: JOB_TOKEN },
  };
  await Deno.mkdir(folder, { recursive: true });
  const { ends, problems } = await runJobs(
    { ...setting, workflow: inner as Workflow, values: seen },
    folder,
  );
  const isGood = Object.values(ends).every(({ result }) =>
    result !== "failure"
  );
  return {
    result: isGood ? "success" : "failure",
    outputs: filled(call.outputs, {
      status: "success",
      values: { ...seen, jobs: ends },
    }),
    ...problems[0] === undefined ? {} : { problem: problems[0] },
  };
}

function secretsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function worstOf(results: readonly string[]): Scope["status"] {
  if (results.includes("failure")) return "failure";
  return results.every((one) => one === "success") ? "success" : "skipped";
}

/** Results of all jobs that must have gone well before this one. */
function ancestors(
  jobs: Workflow["jobs"],
  id: string,
  ends: Readonly<Record<string, { readonly result: string }>>,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of jobs[id]?.needs ?? []) {
    found[name] = ends[name]?.result ?? "skipped";
    Object.assign(found, ancestors(jobs, name, ends));
  }
  return found;
}

/** Jobs, each after those that it needs. */
function inOrder(jobs: Readonly<Record<string, Job>>): readonly string[] {
  const done: string[] = [];
  const left = new Set(Object.keys(jobs));
  while (left.size > 0) {
    const next = [...left].filter((id) =>
      jobs[id]?.needs.every((name) => done.includes(name))
    );
    if (next.length === 0) {
      throw new CouldNotRun(
        `Cannot order the jobs ${
          [...left].join(", ")
        }: they need what is not there`,
      );
    }
    for (const id of next) {
      done.push(id);
      left.delete(id);
    }
  }
  return done;
}
