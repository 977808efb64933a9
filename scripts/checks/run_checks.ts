/**
 * Runs the checks of a lab, one after another: each wants the shop for itself.
 * @module
 */

import { CouldNotRun } from "../lib/cli/mod.ts";
import type { Check, CheckContext, Lab } from "./lab.ts";
import { trackUses, type Uses } from "./track_uses.ts";
import { couldNotVerify, type Finding } from "./verdict.ts";

/** A check and what it has found. */
export interface Checked extends Finding {
  readonly id: string;
  readonly task: number;
  readonly title: string;
  readonly seconds: number;
  /** When it ended (ms since the epoch). */
  readonly endedAt: number;
  /** The things that it looked at. */
  readonly uses: Uses;
}

/**
 * All checks of the lab, of one task, or just one.
 * @param step a check's id, such as "4.9"
 * @param onEach called with each as soon as it is known
 */
export async function runChecks(
  lab: Lab,
  context: CheckContext,
  { task, step, onEach }: {
    readonly task: number | undefined;
    readonly step?: string | undefined;
    readonly onEach: (checked: Checked) => void;
  },
): Promise<readonly Checked[]> {
  const done: Checked[] = [];
  const chosen = lab.checks.filter((one) =>
    (task === undefined || one.task === task) &&
    (step === undefined || one.id === step)
  );
  if (chosen.length === 0) {
    throw new CouldNotRun(
      `Cannot check ${step ?? `task ${task}`} of lab ${lab.lab}: it has ` +
        lab.checks.map((one) => `${one.id} (task ${one.task})`).join(", "),
    );
  }
  for (const check of chosen) {
    const start = context.clock.monotonic();
    const tracked = trackUses(context);
    const finding = await found(check, tracked.context);
    const uses = tracked.uses();
    const checked = {
      ...withSamples(finding, uses),
      id: check.id,
      task: check.task,
      title: check.title,
      seconds: (context.clock.monotonic() - start) / 1000,
      endedAt: context.clock.now(),
      uses,
    };
    done.push(checked);
    onEach(checked);
  }
  return done;
}

/**
 * A pass with its samples. A check of files measures nothing that it could show,
 * so what it looked at stands there; a pass without any samples was never run.
 */
function withSamples(finding: Finding, looked: Uses): Finding {
  return finding.verdict !== "pass" || finding.samples !== undefined
    ? finding
    : { ...finding, samples: { looked_at: looked } };
}

/**
 * A check that cannot be measured is not a pass, and not the student's fault
 * yet.
 */
async function found(check: Check, context: CheckContext): Promise<Finding> {
  try {
    return await check.run(context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof CouldNotRun) {
      return couldNotVerify(
        reason,
        "a shop that can be measured",
        "the reason above, and what the step says about starting the shop",
      );
    }
    return couldNotVerify(
      reason,
      "an answer that the check can read",
      error instanceof TypeError
        ? "the part that the reason names: docker compose ps, kubectl get pods, or the " +
          "terminal of deno task dev say whether it runs"
        : "what the reason names, and whether it answers as the step describes",
    );
  }
}
