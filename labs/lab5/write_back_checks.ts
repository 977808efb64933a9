/**
 * The pipeline commits what it has pushed, and does not chase its own tail.
 * @module
 */

import { plural } from "../../scripts/lib/text/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import type { Run } from "../../scripts/checks/github_actions/mod.ts";
import { isOf, serviceOf, tagOf } from "./image_check.ts";
import {
  onPush,
  type Pipeline,
  pushOf,
  SERVICES,
  withPipeline,
  workflowsOf,
} from "./pipeline.ts";

/** How many runs are watched for a loop. */
const ROUNDS = 3;

/** The result of a push. */
export interface WrittenBack
  extends Pick<Run, "sha" | "pushed" | "commits" | "problems"> {
  /** References in the manifests afterwards. */
  readonly desired: readonly string[];
  /** Whether a commit that another person pushed meanwhile was thrown away. */
  readonly hasLost: boolean;
}

/** Step B.1. */
export const writeBack: Check = {
  id: "B.1",
  task: 0,
  title:
    "the pipeline commits the tags that it has pushed, and loses no other commit",
  hints: [
    "What happens to a commit that a colleague pushed while your pipeline was building?",
    "A job that pushes needs contents: write, an identity for its commits, and must put " +
    "its commit on top of what is there (Lecture 5, slide 16).",
    "A job that updates a changelog: git config user.name bot; git config user.email " +
    'bot@example.org; git commit -am "docs: changelog"; git pull --rebase; git push.',
  ],
  measures: "what a played push commits to k8s/, and what it throws away",
  tool: "the workflow, played in bash with a Git server",
  catches: [
    "tags that were not pushed; a manifest that is left out",
    "no right to write; a forced push",
  ],
  run: (context) =>
    inPipeline(context, async (pipeline) => {
      const run = await pipeline.push("feat: one");
      const desired = await desiredOf(pipeline, run);
      return evaluateWriteBack({
        ...run,
        desired,
        hasLost: await losesOthers(pipeline),
      });
    }),
};

/** A run for a commit after which another person has pushed. */
async function losesOthers({ fakeGitHub, play }: Pipeline): Promise<boolean> {
  const sha = await fakeGitHub.commit("feat: mine", {
    "services/mine.ts": "//\n",
  });
  await fakeGitHub.commit("docs: theirs", { "theirs.md": "theirs\n" });
  return (await play(pushOf("feat: mine"), { sha })).hasLost;
}

/** All images that the manifests ask for after a run. */
async function desiredOf(
  { fakeGitHub }: Pipeline,
  { commits }: Run,
): Promise<readonly string[]> {
  const last = commits.at(-1);
  if (last === undefined) return [];
  const texts = await Promise.all(
    last.paths.map((path) => fakeGitHub.fileAt("job", last.sha, path)),
  );
  return texts.flatMap((text = "") => [
    ...[...text.matchAll(/^\s*(?:- )?image:\s*["']?([^\s"'#]+)/gm)].map((
      [, ref = ""],
    ) => ref),
    ...kustomized(text),
  ]);
}

/** Images of a kustomization, or of a chart's values: a name, then a tag. */
function kustomized(text: string): readonly string[] {
  const pairs = text.matchAll(
    /(?:newName|name|repository):\s*["']?([\w./:-]+)["']?[^]{0,80}?\b(?:newTag|tag):\s*["']?([\w.-]+)/g,
  );
  return [...pairs].map(([, name = "", tag = ""]) => `${name}:${tag}`);
}

/** Evaluates what a push came to. */
export function evaluateWriteBack(
  { sha, pushed, commits, problems, desired, hasLost }: WrittenBack,
): Finding {
  const bound =
    "one commit after each push; the manifests ask for the three images that were pushed";
  if (pushed.length === 0) {
    return couldNotVerify(
      `no image is pushed: ${problems[0] ?? "nothing failed"}`,
      bound,
      "step 5.2",
    );
  }
  if (commits.length === 0) {
    const [problem] = problems;
    return problem === undefined
      ? notStarted("the pipeline commits nothing", "step B.1")
      : fail(
        `nothing arrives: ${problem}`,
        bound,
        "the step that commits: its permissions, its checkout and its push",
        problems,
      );
  }
  const stale = SERVICES.filter((service) =>
    !desired.some((ref) =>
      serviceOf(ref) === service && isOf(tagOf(ref), sha) &&
      pushed.includes(ref)
    )
  );
  const measured =
    `${commits.length} commit (${commits[0]?.message.split("\n")[0]}), ` +
    `${
      SERVICES.length - stale.length
    } of ${SERVICES.length} manifests ask for what was pushed`;
  if (hasLost) {
    return fail(
      `${measured}; a commit that came meanwhile is gone`,
      bound,
      "the step that pushes: what happens to a commit that another person pushed meanwhile?",
      commits,
    );
  }
  return stale.length === 0 && commits.length === 1
    ? pass(measured, bound, { commits, desired })
    : fail(
      measured,
      bound,
      `k8s/, the images of ${stale.join(", ") || "all"}`,
      {
        commits,
        desired,
      },
    );
}

/** The effects of the pipeline's own commit, round by round. */
export interface Round {
  readonly pushed: number;
  readonly commits: number;
}

/** Step B.2. */
export const noLoop: Check = {
  id: "B.2",
  task: 0,
  title: "the pipeline's own commit builds nothing",
  hints: [
    "Would the commit of your pipeline start your pipeline?",
    "A push with the job's own token starts no workflow, and one with a personal token " +
    "does. A condition on the job protects you against both (Lecture 5, slide 16).",
    "if: \"!contains(github.event.head_commit.message, '[bot]')\" on the job that builds, " +
    "and [bot] in the message of the bot's commits.",
  ],
  measures:
    "images and commits that follow the pipeline's own commit, three rounds",
  tool: "the workflow, played in bash with a Git server",
  catches: ["a personal token without a guard", "a guard that does not match"],
  run: (context) =>
    inPipeline(context, async (pipeline) => {
      let last = (await pipeline.push("feat: one")).commits.at(-1);
      if (last === undefined) {
        return notStarted("the pipeline commits nothing", "step B.1");
      }
      const rounds: Round[] = [];
      while (last !== undefined && rounds.length < ROUNDS) {
        const { sha, message, paths, isByJob } = last;
        const run: Run = await pipeline.play({
          ...pushOf(message),
          paths,
          isByJob,
        }, { sha });
        rounds.push({ pushed: run.pushed.length, commits: run.commits.length });
        last = run.commits.at(-1);
      }
      return evaluateLoop(rounds);
    }),
};

/** Evaluates what followed the pipeline's own commit. */
export function evaluateLoop(rounds: readonly Round[]): Finding {
  const bound = "no image and no commit after the pipeline's own commit";
  const pushed = rounds.reduce((sum, round) => sum + round.pushed, 0);
  const commits = rounds.reduce((sum, round) => sum + round.commits, 0);
  const measured = `${plural(pushed, "image")} and ${
    plural(commits, "commit")
  } in ${rounds.length} rounds after it`;
  return pushed + commits === 0 ? pass(measured, bound, rounds) : fail(
    measured,
    bound,
    "the triggers and conditions of your workflow: which push starts a run?",
    rounds,
  );
}

async function inPipeline(
  context: CheckContext,
  work: (pipeline: Pipeline) => Promise<Finding>,
): Promise<Finding> {
  const workflows = await workflowsOf(context);
  if (onPush(workflows).length === 0) {
    return notStarted(
      "no workflow starts on a push to main",
      "step 5.1: .github/workflows/ci.yml",
    );
  }
  return await withPipeline(context, workflows, work);
}
