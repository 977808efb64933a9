/**
 * A wrong commit is not built: each gate is broken in turn, and the pipeline
 * must push nothing.
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
import { type Gate, GATES } from "../../scripts/checks/github_actions/mod.ts";
import {
  onPush,
  pullRequestOf,
  refusalsOf,
  withPipeline,
  workflowsOf,
} from "./pipeline.ts";

/** The images that were pushed when all was well, and when one gate failed. */
export interface Gated {
  /** Images pushed when everything is right. */
  readonly pushed: number;
  /** The failure, in words. */
  readonly problems: readonly string[];
  /** Gates that a pull request goes through. */
  readonly onPullRequest: readonly Gate[];
  /** Where a workflow has a credential in plain text: file and line. */
  readonly credentials: readonly string[];
  /** Images pushed although this gate failed. */
  readonly despite: Readonly<Record<Gate, number>>;
}

/** Step 5.1. */
export const gates: Check = {
  id: "5.1",
  task: 1,
  title: "format, lint, types and tests stand before the first image",
  hints: [
    "If this gate fails, what in your workflow stops the image from being pushed?",
    "A failed step ends its job. Another job waits only if it says needs (Lecture 5, " +
    "slides 7 and 8). `|| true` and continue-on-error let a failure through.",
    "A docs pipeline: the job publish has needs: [spelling, links], so that neither a " +
    "typo nor a dead link reaches the site.",
  ],
  measures:
    "images pushed while each gate fails in turn; gates that a pull request goes through",
  tool: "the workflow, played in bash; GitHub's own workflow parser",
  catches: [
    "a gate that is missing, forgiven, or looks at a part only",
    "a build that does not need the gates",
    "no run on pull requests; a token in a file",
    "a workflow that GitHub refuses",
  ],
  async run(context) {
    const workflows = await workflowsOf(context);
    if (onPush(workflows).length === 0) {
      return notStarted(
        "no workflow starts on a push to main",
        "step 5.1: .github/workflows/ci.yml",
      );
    }
    const refusals = await refusalsOf(context);
    if (refusals.length > 0) {
      return fail(
        `GitHub would refuse it: ${refusals.slice(0, 3).join("; ")}`,
        "workflows that GitHub starts",
        ".github/workflows, at the line that GitHub names",
        refusals,
      );
    }
    return await withPipeline(context, workflows, async (pipeline) => {
      const well = await pipeline.push("feat: all is well");
      const despite = { fmt: 0, lint: 0, check: 0, test: 0 };
      // A pipeline that pushes nothing for a good commit proves nothing for a
      // bad one.
      for (const gate of well.pushed.length === 0 ? [] : GATES) {
        const { pushed } = await pipeline.push(`feat: ${gate} fails`, gate);
        despite[gate] = pushed.length;
      }
      const proposed = await pipeline.play(
        pullRequestOf("feat: a proposal"),
        { sha: await pipeline.fakeGitHub.tip("job") },
      );
      return evaluateGates({
        pushed: well.pushed.length,
        problems: well.problems,
        onPullRequest: GATES.filter((gate) => proposed.gates.includes(gate)),
        credentials: await credentialsIn(context),
        despite,
      });
    });
  },
};

/** Forms of tokens that services give out, and passwords that are no expression. */
const CREDENTIALS: readonly RegExp[] = [
  /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|dckr_pat_[\w-]{16,})/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bxox[abpr]-[\w-]{10,}|\beyJ[\w-]{20,}\.[\w-]{20,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^\s*-?\s*["']?[\w-]*(?:password|passwd|token|secret|api[_-]?key|(?<![a-z])pat)["']?\s*:\s*["']?(?!["']?\s*(?:#|$)|["']?\$\{?\{?|["']?(?:true|false|write|read|none|inherit|null)\b)[^\s"'{}]{8,}/i,
  /docker login[^|\n]*\s(?:-p|--password)[ =]["']?(?!\$)[^\s"']{8,}/,
];

async function credentialsIn(
  { files, read }: CheckContext,
): Promise<readonly string[]> {
  const paths = await files(/^\.github\/.*\.ya?ml$/);
  const all = await Promise.all(
    paths.map(async (path) =>
      (await read(path) ?? "").split("\n").flatMap((line, i) =>
        CREDENTIALS.some((one) => one.test(line))
          ? [`${path}, line ${i + 1}`]
          : []
      )
    ),
  );
  return all.flat();
}

/** Evaluates them. */
export function evaluateGates(gated: Gated): Finding {
  const { pushed, problems, despite, onPullRequest, credentials } = gated;
  const bound =
    "images when everything passes, and none when format, lint, types or tests fail; all four on a " +
    "pull request, too; no credential in a file";
  if (pushed === 0) {
    return couldNotVerify(
      `no image even when everything passes${
        problems.length === 0 ? "" : `: ${problems[0]}`
      }`,
      bound,
      "step 5.2, which must push images first; then run this check again",
    );
  }
  const open = GATES.filter((gate) => despite[gate] > 0);
  const skipped = GATES.filter((gate) => !onPullRequest.includes(gate));
  const measured = [
    `${plural(pushed, "image")} when everything passes`,
    GATES.map((gate) => `${despite[gate]} when ${gate} fails`).join(
      ", ",
    ),
    skipped.length === GATES.length
      ? "a pull request starts none of the four"
      : skipped.length > 0
      ? `a pull request goes past ${skipped.join(", ")}`
      : "a pull request goes through all four",
    ...credentials.map((where) =>
      `something that looks like a credential in ${where}`
    ),
  ].join("; ");
  if (open.length + skipped.length + credentials.length === 0) {
    return pass(measured, bound, despite);
  }
  return fail(
    measured,
    bound,
    open.length > 0
      ? `the steps before the build: a failure does not stop the run in ${
        open.join(", ")
      }; does that step cover all of services and scripts?`
      : skipped.length > 0
      ? "the triggers and conditions in .github/workflows: which jobs start on a pull request?"
      : "that line: revoke the token, and let the workflow read one that GitHub keeps",
    gated,
  );
}
