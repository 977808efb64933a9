/**
 * Plays the student's pipeline: the images and commits that it pushes when a
 * person pushes to main.
 * @module
 */

import type { CheckContext } from "../../scripts/checks/mod.ts";
import {
  type Event,
  type FakeGitHub,
  type Gate,
  openFakeGitHub,
  readWorkflow,
  type Run,
  runWorkflow,
  startsOn,
  type Workflow,
  workflowProblems,
} from "../../scripts/checks/github_actions/mod.ts";

/** Services that every push builds. */
export const SERVICES = ["gateway", "events", "payments"] as const;

/** Where GitHub looks. */
const WORKFLOWS = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/**
 * The folders that a pipeline may look at; the rest would only take long to
 * copy.
 */
const LOOKED_AT =
  /^(?:[^/]+|(?:\.github|k8s|charts|migrations|services|scripts\/(?:adapters|lib|stack))\/.*)$/;

/** So many workflows GitHub starts one after the end of another. */
const MAX_LEVELS = 3;

/** All workflows of a student, and a small GitHub that runs them. */
export interface Pipeline {
  readonly workflows: readonly (Workflow & { readonly path: string })[];
  readonly fakeGitHub: FakeGitHub;
  /** A person pushes a commit of their own to main. */
  push(message: string, broken?: Gate): Promise<Run>;
  /** Something happens; all that it starts is run. */
  play(
    event: Event,
    how: { readonly sha: string; readonly broken?: Gate },
  ): Promise<Run>;
}

/** The student's workflows. @throws {CouldNotRun} on one that cannot be read */
export async function workflowsOf(
  { files, read }: CheckContext,
): Promise<Pipeline["workflows"]> {
  const paths = await files(WORKFLOWS);
  return await Promise.all(paths.map(async (path) => ({
    ...readWorkflow(await read(path) ?? "", path),
    path,
  })));
}

/** Why GitHub would refuse the student's workflows; none: it takes them. */
export async function refusalsOf(
  { files, read }: CheckContext,
): Promise<readonly string[]> {
  const paths = await files(WORKFLOWS);
  const all = await Promise.all(
    paths.map(async (path) =>
      await workflowProblems(await read(path) ?? "", path)
    ),
  );
  return all.flat();
}

/** Those that a push to main starts. */
export function onPush(
  workflows: Pipeline["workflows"],
): Pipeline["workflows"] {
  return workflows.filter(({ on }) => startsOn(on, pushOf("feat: a")));
}

/** Plays the pipeline for as long as `work` takes. */
export async function withPipeline<T>(
  context: CheckContext,
  workflows: Pipeline["workflows"],
  work: (pipeline: Pipeline) => Promise<T>,
): Promise<T> {
  const paths = (await context.files(/./)).filter((path) =>
    LOOKED_AT.test(path) && !path.endsWith("_test.ts")
  );
  context.note("playing your workflow, as GitHub would ...");
  const fakeGitHub = await openFakeGitHub(paths, context);
  try {
    return await work(pipelineIn(fakeGitHub, workflows));
  } finally {
    await fakeGitHub.close();
  }
}

function pipelineIn(
  fakeGitHub: FakeGitHub,
  workflows: Pipeline["workflows"],
): Pipeline {
  let pushes = 0;
  async function play(
    event: Event,
    how: { readonly sha: string; readonly broken?: Gate },
    level = 0,
  ): Promise<Run> {
    let all: Run | undefined;
    for (const workflow of workflows) {
      if (!startsOn(workflow.on, event)) continue;
      const run = await runWorkflow(fakeGitHub, workflow, { event, ...how });
      all = all === undefined ? run : both(all, run);
      if (level === MAX_LEVELS) continue;
      const { after } = event;
      const more = await play(
        {
          ...event,
          name: "workflow_run",
          after: {
            workflow: workflow.name ?? workflow.path,
            conclusion: Object.values(run.jobs).includes("failure")
              ? "failure"
              : "success",
            sha: how.sha,
            event: after?.event ?? event.name,
          },
        },
        how,
        level + 1,
      );
      all = both(all, more);
    }
    return all ?? { ...NOTHING, sha: how.sha };
  }
  return {
    fakeGitHub,
    workflows,
    play: (event, how) => play(event, how),
    async push(message, broken) {
      const file = `services/gateway/change_${++pushes}.ts`;
      const sha = await fakeGitHub.commit(message, {
        [file]: `// ${pushes}\n`,
      });
      const event = { ...pushOf(message), paths: [file] };
      return await play(event, {
        sha,
        ...broken === undefined ? {} : { broken },
      });
    },
  };
}

/** A push of the student's to main. */
export function pushOf(message: string): Event {
  const paths = ["services/gateway/routes.ts"];
  return { name: "push", branch: "main", message, paths, isByJob: false };
}

/** A push of the student's to a branch that is not main. */
export function branchPushOf(message: string): Event {
  return { ...pushOf(message), branch: "feature/lab5" };
}

/** A pull request that asks main to take something in. */
export function pullRequestOf(message: string): Event {
  const paths = ["services/gateway/routes.ts"];
  const name = "pull_request";
  return { name, branch: "main", message, paths, isByJob: false };
}

const NOTHING: Run = {
  sha: "",
  jobs: {},
  problems: [],
  gates: [],
  built: [],
  pushed: [],
  hasLost: false,
  commits: [],
};

function both(one: Run, two: Run): Run {
  return {
    sha: one.sha,
    jobs: { ...one.jobs, ...two.jobs },
    problems: [...one.problems, ...two.problems],
    gates: [...one.gates, ...two.gates],
    built: [...one.built, ...two.built],
    pushed: [...one.pushed, ...two.pushed],
    hasLost: one.hasLost || two.hasLost,
    commits: [...one.commits, ...two.commits],
  };
}
