/**
 * What is not right is not built: each gate is broken in turn, and the pipeline
 * must push nothing.
 * @module
 */

import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { type Gate, GATES } from "../../scripts/checks/github_actions/mod.ts";
import { onPush, withPipeline, workflowsOf } from "./pipeline.ts";

/** What was pushed when all was well, and when one gate failed. */
export interface Gated {
  /** Images pushed when everything is right. */
  readonly pushed: number;
  /** What failed then, in words. */
  readonly problems: readonly string[];
  /** Images pushed although this gate failed. */
  readonly despite: Readonly<Record<Gate, number>>;
}

/** Step 5.1. */
export const gates: Check = {
  id: "5.1",
  task: 1,
  title: "format, lint, types and tests stand before the first image",
  hints: [
    "Four steps in front: deno fmt --check, deno lint, deno check, deno task test --unit.",
    "In one job a step that fails ends it; between two jobs the second says needs: the first.",
    "`|| true` and continue-on-error make a gate that lets everything through.",
  ],
  async run(context) {
    const workflows = await workflowsOf(context);
    if (onPush(workflows).length === 0) {
      return notStarted(
        "no workflow starts on a push to main",
        "step 5.1: .github/workflows/ci.yml",
      );
    }
    return await withPipeline(context, workflows, async (pipeline) => {
      const well = await pipeline.push("feat: all is well");
      const despite = { fmt: 0, lint: 0, check: 0, test: 0 };
      // What pushes nothing when all is well shows nothing when it is not.
      for (const gate of well.pushed.length === 0 ? [] : GATES) {
        const { pushed } = await pipeline.push(`feat: ${gate} fails`, gate);
        despite[gate] = pushed.length;
      }
      return evaluateGates({
        pushed: well.pushed.length,
        problems: well.problems,
        despite,
      });
    });
  },
};

/** Evaluates them. */
export function evaluateGates({ pushed, problems, despite }: Gated): Finding {
  const bound =
    "images when all is well, none when format, lint, types or tests fail";
  if (pushed === 0) {
    return couldNotVerify(
      `no image even when all is well${
        problems.length === 0 ? "" : `: ${problems[0]}`
      }`,
      bound,
      "step 5.2; then this again",
    );
  }
  const open = GATES.filter((gate) => despite[gate] > 0);
  const measured = `${pushed} images when all is well; ` +
    GATES.map((gate) => `${despite[gate]} when ${gate} fails`).join(", ");
  return open.length === 0 ? pass(measured, bound, despite) : fail(
    measured,
    bound,
    `nothing stops at: ${open.join(", ")}; .github/workflows`,
    despite,
  );
}
