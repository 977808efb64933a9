/**
 * A whole run of a workflow: jobs in the order of their needs, and what came of
 * it: images that were pushed, commits that arrived.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { valuesOf } from "./event_values.ts";
import { type Gate, GATES } from "./gates.ts";
import type { Workflow } from "./model.ts";
import { type JobResult, runJobs } from "./run_jobs.ts";
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

/** The result of a run. */
export interface Run {
  readonly sha: string;
  readonly jobs: Readonly<Record<string, JobResult>>;
  /** The failure, in words. */
  readonly problems: readonly string[];
  /** Gates that were asked, in order. */
  readonly gates: readonly Gate[];
  readonly built: readonly Built[];
  /** References of images that were pushed. */
  readonly pushed: readonly string[];
  /** Whether it threw away a commit that another user had pushed before. */
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
  const tip = await fakeGitHub.tip("job");
  const { ends, problems } = await runJobs(setting, folder);
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
