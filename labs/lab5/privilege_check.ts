/**
 * A pipeline that may do little: named rights, pinned actions, one run at a
 * time, and nothing pushed for a pull request.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import type { Permissions } from "../../scripts/checks/github_actions/mod.ts";
import {
  onPush,
  type Pipeline,
  withPipeline,
  workflowsOf,
} from "./pipeline.ts";

/** What a pipeline that pushes images may write; anything else is too much. */
const WRITABLE = new Set(["contents", "packages", "id-token", "attestations"]);

/** Step 5.3. */
export const privileges: Check = {
  id: "5.3",
  task: 1,
  title:
    "rights are named, actions are pinned, runs queue, pull requests push nothing",
  hints: [
    "permissions: { contents: read } for all, and more only for the job that needs it.",
    "uses: actions/checkout@ and forty hexadecimal digits; the version goes into a comment.",
    "concurrency with a group of its branch; if: github.event_name == 'push' where it builds.",
  ],
  async run(context) {
    const workflows = await workflowsOf(context);
    if (onPush(workflows).length === 0) {
      return notStarted(
        "no workflow starts on a push to main",
        "step 5.3: .github/workflows/ci.yml",
      );
    }
    const pushed = await withPipeline(
      context,
      workflows,
      async ({ play, fakeGitHub }) => {
        const sha = await fakeGitHub.commit("feat: by somebody", {
          "services/a.ts": "//\n",
        });
        const event = {
          name: "pull_request",
          branch: "main",
          message: "",
          paths: ["services/a.ts"],
          isByJob: false,
        } as const;
        return (await play(event, { sha })).pushed;
      },
    );
    return evaluatePrivileges(workflows, pushed);
  },
};

/** Evaluates the workflows, and what a pull request made them push. */
export function evaluatePrivileges(
  workflows: Pipeline["workflows"],
  pushed: readonly string[],
): Finding {
  const bound =
    "permissions named and small, every action pinned by its commit, a concurrency " +
    "group, no image for a pull request";
  const wrong = onPush(workflows).flatMap(problemsOf);
  const builders = workflows.filter(({ on }) =>
    JSON.stringify(on ?? "").includes("pull_request_target")
  );
  if (builders.length > 0) {
    wrong.push("pull_request_target gives strangers' code your token");
  }
  if (pushed.length > 0) wrong.push(`a pull request pushes ${pushed[0]}`);
  const uses = workflows.flatMap(usesOf).length;
  const measured = `${workflows.length} workflows, ${uses} actions`;
  return wrong.length === 0 ? pass(measured, bound) : fail(
    `${measured}; ${wrong.join("; ")}`,
    bound,
    ".github/workflows",
    wrong,
  );
}

type One = Pipeline["workflows"][number];

function problemsOf(workflow: One): readonly string[] {
  const { path, permissions, jobs, concurrency } = workflow;
  const wrong: string[] = [];
  for (const [id, job] of Object.entries(jobs)) {
    const own = job.permissions ?? permissions;
    if (own === undefined) {
      wrong.push(`${path}: ${id} has no permissions named`);
    }
    for (const extra of own === undefined ? [] : tooMuch(own)) {
      wrong.push(`${path}: ${id} may ${extra}`);
    }
  }
  for (const uses of usesOf(workflow)) {
    if (!/^\.\/|@[0-9a-f]{40}$|@sha256:[0-9a-f]{64}$/.test(uses)) {
      wrong.push(`${uses} is not pinned`);
    }
  }
  const isQueued = concurrency !== undefined ||
    Object.values(jobs).some((job) => job.concurrency !== undefined);
  if (!isQueued) wrong.push(`${path}: two runs at once, no concurrency`);
  return wrong;
}

function tooMuch(permissions: Permissions): readonly string[] {
  if (typeof permissions === "string") {
    return permissions === "write-all" ? ["write all"] : [];
  }
  return Object.entries(permissions)
    .filter(([what, right]) => right === "write" && !WRITABLE.has(what))
    .map(([what]) => `write ${what}`);
}

function usesOf({ jobs }: One): readonly string[] {
  return Object.values(jobs).flatMap((job) =>
    [job.uses, ...job.steps.map(({ uses }) => uses)].filter((uses) =>
      uses !== undefined
    )
  );
}
