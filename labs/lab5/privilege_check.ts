/**
 * A pipeline that may do little: named rights, pinned actions, one run at a
 * time, and nothing pushed for a pull request.
 * @module
 */

import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  interpolate,
  type Permissions,
  startsOn,
  valuesOf,
} from "../../scripts/checks/github_actions/mod.ts";
import { parseYaml } from "../../scripts/lib/text/yaml/mod.ts";
import {
  onPush,
  type Pipeline,
  pullRequestOf,
  pushOf,
  withPipeline,
  workflowsOf,
} from "./pipeline.ts";

/** The rights of a pipeline that pushes images; any other right is too much. */
const WRITABLE = new Set(["contents", "packages", "id-token", "attestations"]);

/** Step 5.3. */
export const privileges: Check = {
  id: "5.3",
  task: 1,
  title:
    "rights are named, actions are pinned, runs queue, pull requests push nothing",
  hints: [
    "What could a stranger's pull request or a stolen action do with the rights of your " +
    "workflow?",
    "Name the permissions, pin actions by commit, and let runs of one branch queue " +
    "(Lecture 5, slides 18 and 19).",
    "permissions: { contents: read } for the workflow; only the job that uploads has " +
    "contents: read and packages: write; concurrency: { group: site-${{ github.ref }} }.",
  ],
  measures:
    "rights of each job, pins of all actions, the groups of two runs, images of a pull request",
  tool:
    "YAML library, GitHub's expression library, the workflow played in bash",
  catches: [
    "rights that are not named, or that are too many",
    "an action by tag or branch, also inside a composite action",
    "no concurrency, or a group of each run; pull_request_target",
    "an image for a pull request",
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
    return evaluatePrivileges(workflows, pushed, await usesElsewhere(context));
  },
};

/** Actions that the student's own composite actions use. */
async function usesElsewhere(
  { files, read }: CheckContext,
): Promise<readonly string[]> {
  const paths = await files(/(?:^|\/)action\.ya?ml$/);
  const all = await Promise.all(
    paths.map(async (path) => usesIn(parseYaml(await read(path) ?? "", path))),
  );
  return all.flat();
}

function usesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(usesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === "uses" && typeof one === "string" ? [one] : usesIn(one)
  );
}

/**
 * Evaluates the workflows, and what a pull request made them push.
 * @param elsewhere actions that composite actions of the repository use
 */
export function evaluatePrivileges(
  workflows: Pipeline["workflows"],
  pushed: readonly string[],
  elsewhere: readonly string[] = [],
): Finding {
  const bound =
    "permissions named and small, every action pinned by its commit, a concurrency " +
    "group, no image for a pull request";
  const wrong = [
    ...workflows.filter(isStarted).flatMap(problemsOf),
    ...workflows.flatMap((one) => unqueued(one, workflows)),
    ...elsewhere.filter((uses) => !isPinned(uses)).map((uses) =>
      `${uses} is not pinned`
    ),
  ];
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
    ".github/workflows, and the table of step 5.3",
    wrong,
  );
}

type One = Pipeline["workflows"][number];

function problemsOf(workflow: One): readonly string[] {
  const { path, permissions, jobs } = workflow;
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
    if (!isPinned(uses)) wrong.push(`${uses} is not pinned`);
  }
  return wrong;
}

function isPinned(uses: string): boolean {
  return /^\.\/|@[0-9a-f]{40}$|@sha256:[0-9a-f]{64}$/.test(uses);
}

/** Whether a push to main or a pull request starts it. */
function isStarted({ on }: One): boolean {
  return [pushOf("feat: a"), pullRequestOf("feat: a")]
    .some((event) => startsOn(on, event));
}

/** Two pushes to main whose runs would not wait for each other. */
function unqueued(
  workflow: One,
  all: Pipeline["workflows"],
): readonly string[] {
  const { path, jobs, concurrency, on } = workflow;
  if (!onPush(all).includes(workflow) || !startsOn(on, pushOf("feat: a"))) {
    return [];
  }
  const own = [
    concurrency,
    ...Object.values(jobs).map((job) => job.concurrency),
  ].filter((one) => one !== undefined && one !== null);
  if (own.length === 0) return [`${path}: two runs at once, no concurrency`];
  const groups = (sha: string, run: string): readonly string[] => {
    const values = valuesOf(workflow, pushOf("feat: a"), sha);
    const github = { ...values.github as object, run_id: run, run_number: run };
    return own.map((one) =>
      interpolate(groupOf(one), {
        status: "success",
        values: { ...values, github },
      })
    );
  };
  const [first, second] = [
    groups("a".repeat(40), "1"),
    groups("b".repeat(40), "2"),
  ];
  return first.some((group, i) => group !== "" && group === second[i]) ? [] : [
    `${path}: two pushes to one branch are in two concurrency groups, ` +
    `such as ${first[0]}`,
  ];
}

function groupOf(concurrency: unknown): string {
  if (typeof concurrency === "string") return concurrency;
  return typeof concurrency === "object" && concurrency !== null &&
      "group" in concurrency
    ? String(concurrency.group)
    : "";
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
