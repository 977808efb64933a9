/**
 * A version of the gateway, tried under the plan in force.
 * @module
 */

import { z } from "zod";
import {
  analysesSeen,
  type AnalysisSeen,
  type Fate,
  fateOf,
  tryVersion,
  withFasterPlan,
} from "../../scripts/delivery/canary/mod.ts";
import {
  analysesOf,
  type Canary,
  gatesOf,
  type Kubectl,
  planText,
  watchRollout,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  startCustomers,
} from "../../scripts/checks/mod.ts";
import { readyRollout } from "./gateway_rollout.ts";
import { evaluateGoesOn } from "./plan_checks.ts";

/**
 * Journeys a second, each of three requests: a fifth of them is enough to
 * evaluate it.
 */
const RPS = 10;

/** Longest wait for a verdict (ms). */
const VERDICT_MS = 240_000;

/** Evaluates whether a plan has an analysis and needs no person. */
export function evaluateJudged(
  plan: Canary | undefined,
  replicas = 5,
): Finding {
  if (plan === undefined) {
    return notStarted("the gateway is not a Rollout", "step 7.2");
  }
  if (analysesOf(plan).length === 0) {
    return notStarted(
      `time decides, nothing is measured: ${planText(plan)}`,
      "step B.1",
    );
  }
  const goesOn = evaluateGoesOn(plan, replicas);
  const idle = idleAnalyses(plan);
  return goesOn.verdict !== "pass" || idle.length === 0 ? goesOn : fail(
    `${goesOn.measured}: ${idle.join("; ")}`,
    "an analysis while some customers have the new version, and others not",
    "spec.strategy.canary",
  );
}

/** Analyses that ask nothing, or when it is too late, in words. */
function idleAnalyses(plan: Canary): readonly string[] {
  const { analysis } = plan;
  const empty = analysesOf(plan).some(({ templates }) => templates.length === 0)
    ? ["an analysis names no template"]
    : [];
  const isInTime = gatesOf(plan).some(({ kind }) => kind === "analysis");
  const from = analysis?.startingStep;
  const isBeside = analysis !== undefined &&
    isBefore(typeof from === "number" ? from : 0, plan);
  return isInTime || isBeside
    ? empty
    : [...empty, "no analysis runs between the first weight and the last"];
}

/** Whether something still waits after that step. */
function isBefore(step: number, { steps, ...rest }: Canary): boolean {
  const before = steps.slice(0, step).findLast(({ setWeight }) =>
    setWeight !== undefined
  );
  const after = steps.slice(step);
  return gatesOf({
    ...rest,
    steps: before === undefined ? after : [before, ...after],
  }).length > 0;
}

/** A version that was tried, and the results of its analysis. */
export interface Tried {
  readonly fate: Fate;
  readonly seconds: number;
  /** That reached the new version until it was analysed. */
  readonly requests: number;
  readonly analyses: readonly AnalysisSeen[];
}

/** The result of a version, in words. */
export function triedText(
  { fate, seconds, requests, analyses }: Tried,
): string {
  const seen = analyses.map(({ phase, values }) =>
    `analysis ${phase}: ` +
    Object.entries(values).map(([name, all]) => `${name} ${all.join(" ")}`)
      .join(", ")
  );
  return [`${fate} after ${seconds} s, ${requests} requests to it`, ...seen]
    .join("; ");
}

interface Version {
  readonly variables: Readonly<Record<string, string>>;
  readonly hasCustomers: boolean;
}

/** Gives the gateway that version, and waits for what the plan makes of it. */
export async function tried(
  context: CheckContext,
  { variables, hasCustomers }: Version,
  judge: (tried: Tried) => Finding,
): Promise<Finding> {
  const ready = await readyRollout(context);
  if ("verdict" in ready) return ready;
  const { kubectl, clock } = context;
  const { rollout, plan } = ready;
  if (analysesOf(plan).length === 0) return evaluateJudged(plan);
  context.note(
    "a version is tried by your plan, three times as fast: a minute or two ...",
  );
  const calm = hasCustomers ? undefined : await quiet(kubectl);
  const load = hasCustomers ? await startCustomers(context, RPS) : undefined;
  const start = clock.monotonic();
  try {
    return await withFasterPlan(
      kubectl,
      plan,
      (plan) =>
        tryVersion(context, { rollout, plan, variables }, async (hash) => {
          const fate = await watchRollout(context, rollout.metadata.name, {
            known: (now) => fateOf(now, { hash, plan }),
            withinMs: VERDICT_MS,
          });
          const requests = await requestsOf(context, hash);
          const seconds = Math.round((clock.monotonic() - start) / 1000);
          const analyses = await analysesSeen(kubectl, hash);
          return judge({ fate, seconds, requests, analyses });
        }),
    );
  } finally {
    await load?.stop();
    await calm?.undo();
  }
}

/** Requests that the pods with that hash have had, also those that are gone. */
async function requestsOf(
  { clusterPrometheus }: CheckContext,
  hash: string,
): Promise<number> {
  const [sample] = await clusterPrometheus.query(
    `sum(max_over_time(gateway_requests_total{rs_hash="${hash}"}[10m]))`,
  );
  return Math.round(sample?.value ?? 0);
}

const Deployments = z.object({
  items: z.array(z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({ replicas: z.int() }),
  })),
});

/** Loads that students may have running. */
const LOADS = /^(?:loadgen|mixedload)$/;

/** Stops the loads that run. */
async function quiet(kubectl: Kubectl): Promise<{ undo(): Promise<void> }> {
  const { items } = Deployments.parse(
    await kubectl.json(["get", "deployments"]),
  );
  const running = items.filter(({ metadata, spec }) =>
    LOADS.test(metadata.name) && spec.replicas > 0
  );
  const scale = (name: string, replicas: number): Promise<string> =>
    kubectl.run(["scale", `deployment/${name}`, `--replicas=${replicas}`]);
  for (const { metadata } of running) {
    await scale(metadata.name, 0);
    const pods = ["wait", "pods", "-l", `app=${metadata.name}`];
    await kubectl.run([...pods, "--for=delete", "--timeout=60s"]);
  }
  return {
    async undo() {
      for (const { metadata, spec } of running) {
        await scale(metadata.name, spec.replicas);
      }
    },
  };
}
