/**
 * The stages one over the other, under load, each of which must sell.
 * @module
 */

import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  type Host,
  type Tool,
} from "../../lib/cli/mod.ts";
import {
  createKubectl,
  type Kubectl,
  type Outcome,
  startLoad,
  waitReady,
} from "../../adapters/kubernetes/mod.ts";
import {
  applyStage,
  removeOrphans,
  type Stage,
  stageOf,
  STAGES,
} from "../../stack/cluster/mod.ts";
import { loadImage } from "./load_image.ts";
import { problemsOf, stageLine, type Step } from "./stage_report.ts";

/** Longest wait for a stage (ms): a canary takes minutes. */
const READY_MS = 600_000;

/** The tool. */
export const stagesTool: Tool = defineTool({
  name: "stages",
  summary:
    "applies the stages one over the other, under load, and buys in each",
  flags: {
    image: loadImage,
    load: boolean("load", {
      help: "load while a stage is applied over the one before it",
    }),
  },
  operands: {
    usage: "[STAGE...]",
    help: "all by default, in the order of the course",
    min: 0,
    max: Infinity,
  },
  examples: ["e2e:cluster stages", "e2e:cluster stages lab04 lab07 --load"],
  async run({ host, flags, operands }) {
    const chosen = operands.length > 0 ? operands.map(stageOf) : STAGES;
    const kubectl = createKubectl();
    let failed = 0;
    for (const [index, stage] of chosen.entries()) {
      const load = flags.load && index > 0 && isLive(stage);
      try {
        const step = await take(host, kubectl, stage, flags.image, load);
        const problems = problemsOf(step);
        failed += problems.length === 0 ? 0 : 1;
        host.out(stageLine(step, problems));
      } catch (error) {
        if (!(error instanceof CouldNotRun)) throw error;
        failed++;
        host.out(`FAILED  ${stage}: ${error.message}`);
      }
    }
    host.out(`${chosen.length - failed} passed, ${failed} failed`);
    return failed === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

/** Lab 9 replaces the database itself: that is its lesson, and an outage. */
function isLive(stage: Stage): boolean {
  return stage !== "lab09";
}

async function take(
  host: Host,
  kubectl: Kubectl,
  stage: Stage,
  image: string,
  underLoad: boolean,
): Promise<Step> {
  const options = { image, scenario: "checkout", rps: 5 } as const;
  const load = underLoad ? await startLoad(kubectl, options) : undefined;
  let during: Outcome | undefined;
  let readyMs = NaN;
  try {
    host.err(`${stage}: applying ...`);
    await applyStage(kubectl, stage);
    readyMs = await waitReady(kubectl, host.clock, READY_MS);
    const removed = await removeOrphans(kubectl, stage);
    if (removed.length > 0) {
      host.err(`${stage}: removed ${removed.join(", ")}`);
      // The setup may have prepared the database that is gone now.
      await applyStage(kubectl, stage);
      await waitReady(kubectl, host.clock, READY_MS);
    }
  } finally {
    during = await load?.stop();
  }
  const buying = await startLoad(kubectl, { ...options, seconds: 3 });
  return { stage, readyMs, during, sold: await buying.ended() };
}
