/**
 * A whole run of a workflow: jobs in the order of their needs, and what came of
 * it: images that were pushed, commits that arrived.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { valuesOf } from "./event_values.ts";
import { evaluateIn, holds, interpolate, type Scope } from "./expression.ts";
import { type Gate, GATES } from "./gates.ts";
import { rowsOf } from "./matrix.ts";
import type { Job, Workflow } from "./model.ts";
import { runJob } from "./run_job.ts";
import type { RunSetting } from "./job_environment.ts";
import type { Event } from "./trigger.ts";
import { type Arrived, CREDENTIALS, type FakeGitHub } from "./fake_github.ts";
import { readText } from "../../lib/files/mod.ts";

/** An image that was built. */
export interface Built {
  readonly ref: string;
  /** "SERVICE=gateway REVISION=..." */
  readonly args: string;
}

/** What came of a run. */
export interface Run {
  readonly sha: string;
  readonly jobs: Readonly<Record<string, "success" | "failure" | "skipped">>;
  /** What failed, in words. */
  readonly problems: readonly string[];
  /** Gates that were asked, in order. */
  readonly gates: readonly Gate[];
  readonly built: readonly Built[];
  /** References of images that were pushed. */
  readonly pushed: readonly string[];
  /** Whether it threw away a commit that somebody had pushed before. */
  readonly hasLost: boolean;
  /** Commits on main that this run pushed. */
  readonly commits: readonly (Arrived & { readonly isByJob: boolean })[];
}

/** How to run it. */
export interface RunOptions {
  readonly sha: string;
  readonly event: Event;
  readonly broken?: Gate;
}

/** Runs it. */
export async function runWorkflow(
  fakeGitHub: FakeGitHub,
  workflow: Workflow,
  { sha, event, broken }: RunOptions,
): Promise<Run> {
  const folder = await Deno.makeTempDir({
    dir: fakeGitHub.folder,
    prefix: "run-",
  });
  const calls = `${folder}/calls`;
  const values = valuesOf(workflow, event, sha);
  const setting: RunSetting = {
    fakeGitHub,
    workflow,
    sha,
    values,
    broken,
    calls,
  };
  const ends: Record<
    string,
    { result: Run["jobs"][string]; outputs: Record<string, string> }
  > = {};
  const problems: string[] = [];
  const tip = await fakeGitHub.tip("job");
  for (const id of inOrder(workflow.jobs)) {
    const job = workflow.jobs[id];
    if (job === undefined) continue;
    if (job.uses !== undefined) {
      throw new CouldNotRun(
        `Cannot play job ${id}: the checker knows no reusable workflows`,
      );
    }
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
    const all = await Promise.all(
      rowsOf(evaluateIn(job.strategy?.matrix, scope)).map((matrix, i) =>
        runJob(setting, job, { matrix, needs, folder: `${folder}/${id}-${i}` })
      ),
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
  const lines = (await readText(calls).catch(() => "")).split("\n")
    .map((line) => line.split("\t"));
  const unknown = lines.find(([what]) => what === "unknown")?.[1];
  if (unknown !== undefined) {
    throw new CouldNotRun(
      `Cannot play ${unknown}: the checker does not know it`,
    );
  }
  return {
    sha,
    jobs: Object.fromEntries(
      Object.entries(ends).map(([id, { result }]) => [id, result]),
    ),
    problems,
    gates: lines.flatMap(([what, names = ""]) =>
      what === "gate"
        ? GATES.filter((gate) => names.split(" ").includes(gate))
        : []
    ),
    built: lines.flatMap(([what, ref = "", args = ""]) =>
      what === "build" ? [{ ref, args }] : []
    ),
    pushed: lines.flatMap(([what, ref = ""]) => what === "push" ? [ref] : []),
    ...await arrived(fakeGitHub, tip),
  };
}

async function arrived(
  fakeGitHub: FakeGitHub,
  tip: string,
): Promise<Pick<Run, "commits" | "hasLost">> {
  for (const credential of CREDENTIALS) {
    if (await fakeGitHub.tip(credential) === tip) continue;
    const commits = await fakeGitHub.since(credential, tip);
    const hasLost = !await fakeGitHub.has(credential, tip);
    await fakeGitHub.follow(credential);
    return {
      hasLost,
      commits: commits.map((one) => ({
        ...one,
        isByJob: credential === "job",
      })),
    };
  }
  return { hasLost: false, commits: [] };
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
