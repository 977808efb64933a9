/**
 * The plan of the canary: who runs the gateway, who gets a new version first,
 * and what it waits for.
 * @module
 */

import { z } from "zod";
import {
  firstExposure,
  gatesOf,
  planText,
  podsOf,
  type Rollout,
  rolloutOf,
} from "../../scripts/adapters/kubernetes/mod.ts";
import { hashOf } from "../../scripts/checks/evidence/mod.ts";
import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { type Written, writtenRollouts } from "./gateway_rollout.ts";
import { MAX_FIRST } from "./plan_checks.ts";
import { hastyPauses, planProblems, rolloutProblems } from "./plan_problems.ts";

const Deployments = z.object({
  items: z.array(z.object({
    spec: z.object({
      template: z.object({
        metadata: z.object({
          labels: z.record(z.string(), z.string()).default({}),
        }).default({ labels: {} }),
      }),
    }),
    metadata: z.object({ name: z.string() }),
  })),
});

/** Step 7.2. */
export const rollout: Check = {
  id: "7.2",
  task: 1,
  title: "the gateway is a Rollout that shows a new version to few first",
  hints: [
    "How many of your five pods meet a new version before a person or a number has " +
    "decided?",
    "A plan is a list of weights and waits (Lecture 7, slide 8). Kind, apiVersion, " +
    "replicas and strategy change, and the pod template stays. The old Deployment must be " +
    "gone in the end.",
    "For ten pods: steps: [{ setWeight: 10 }, { pause: {} }, { setWeight: 100 }] shows a " +
    "version to one pod first.",
  ],
  measures:
    "the Rollout as written and in force, its Service, its first exposure",
  tool: "manifests and the client's models; kubectl",
  catches: [
    "a first exposure above 25 % of whole pods, or no gate",
    "a Deployment beside the Rollout",
    "a plan that Argo Rollouts refuses",
    "a selector or a port that misses the pods",
    "too many pods missing at once",
  ],
  async written(context) {
    const written = await writtenRollouts(context);
    return written.rollouts.length === 0
      ? notStarted(
        "no manifest of yours has a Rollout of the gateway",
        "step 7.2",
      )
      : evaluateWritten(written) ??
        pass(
          written.rollouts.map(({ spec: { replicas, strategy } }) =>
            `${replicas} pods, ${
              strategy.canary === undefined ? "" : planText(strategy.canary)
            }`
          ).join("; "),
          BOUND,
        );
  },
  async run(context) {
    const { kubectl } = context;
    const written = await writtenRollouts(context);
    const wrong = evaluateWritten(written);
    if (wrong !== undefined) return wrong;
    const live = await rolloutOf(kubectl, "gateway");
    const { items } = Deployments.parse(
      await kubectl.json(["get", "deployments"]),
    );
    const deployment = items.find(({ spec }) =>
      spec.template.metadata.labels.app === "gateway"
    );
    const pods = await podsOf(kubectl, "gateway");
    return await evaluateRollout({
      live,
      written,
      deployment: deployment?.metadata.name,
      ready: pods.filter(({ isReady }) => isReady).length,
    });
  },
};

const BOUND =
  `a Rollout and no Deployment, at most ${MAX_FIRST} % of the pods new first, at least one gate, in the cluster as in the files`;

type WrittenParts =
  & Pick<Written, "rollouts" | "deployments">
  & Partial<Written>;

/** Evaluates the files, without a cluster; undefined: nothing is wrong with them. */
export function evaluateWritten(
  { rollouts, deployments, problems: found = [] }: WrittenParts,
): Finding | undefined {
  if (rollouts.length === 0) return undefined; // a chart, perhaps: the cluster knows
  const problems = [
    ...found,
    ...rollouts.length > 1
      ? [`${rollouts.length} Rollouts of the gateway`]
      : [],
    ...deployments.map((path) => `${path} would bring the Deployment back`),
    ...rollouts.flatMap(shapeProblems),
  ];
  return problems.length === 0 ? undefined : fail(
    `written: ${problems.join("; ")}`,
    BOUND,
    "spec.strategy.canary.steps of your Rollout",
  );
}

function shapeProblems(rollout: Rollout): readonly string[] {
  const { replicas, strategy: { canary }, template } = rollout.spec;
  if (template.spec.containers.length === 0 && "workloadRef" in rollout.spec) {
    return ["workloadRef: these labs change the Rollout's own pod template"];
  }
  if (canary === undefined) return ["a Rollout without strategy.canary"];
  const first = firstExposure(canary, replicas);
  return [
    ...rolloutProblems(rollout),
    ...planProblems(canary, replicas),
    ...hastyPauses(canary),
    ...first > MAX_FIRST
      ? [`${first} % of ${replicas} pods are new first`]
      : [],
    ...gatesOf(canary).length === 0
      ? ["nothing waits before all customers have the new version"]
      : [],
  ];
}

/** The facts about who runs the gateway. */
export interface Runs {
  readonly live: Rollout | undefined;
  readonly written: WrittenParts;
  /** A Deployment that is left over. */
  readonly deployment: string | undefined;
  readonly ready: number;
}

/** Evaluates who runs the gateway, and by which plan. */
export async function evaluateRollout(
  { live, written, deployment, ready }: Runs,
): Promise<Finding> {
  if (live === undefined) {
    return written.rollouts.length === 0
      ? notStarted("the gateway is not a Rollout", "step 7.2")
      : fail(
        "a Rollout is written, and not applied",
        BOUND,
        "kubectl apply -f k8s/gateway.yaml",
      );
  }
  const { replicas, strategy: { canary } } = live.spec;
  const problems = [
    ...shapeProblems(live),
    ...await differences(live, written),
  ];
  if (deployment !== undefined) {
    problems.push(`the Deployment ${deployment} is still there`);
  }
  if (ready < replicas) problems.push(`${ready} of ${replicas} pods are ready`);
  const measured = `${replicas} pods` +
    (canary === undefined ? "" : `, ${planText(canary)}`);
  return problems.length === 0
    ? pass(measured, BOUND, { plan: canary, ready })
    : fail(
      `${measured}: ${problems.join("; ")}`,
      BOUND,
      "kubectl argo rollouts get rollout gateway",
    );
}

/** The differences between the plan in force and the written one. */
async function differences(
  live: Rollout,
  { rollouts }: WrittenParts,
): Promise<readonly string[]> {
  if (rollouts.length === 0) return ["no file of yours has a Rollout"];
  const stepsOf = (one: Rollout) => one.spec.strategy.canary?.steps ?? [];
  const hashes = await Promise.all(rollouts.map((one) => hashOf(stepsOf(one))));
  return hashes.includes(await hashOf(stepsOf(live)))
    ? []
    : ["the plan in force is not the one that is written"];
}
