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

/** Step 7.1. */
export const tools: Check = {
  id: "7.1",
  task: 1,
  title: "Argo Rollouts runs in the cluster, and its plugin answers",
  hints: [
    "kubectl get pods -n argo-rollouts: is the controller there?",
    "deno task cluster up installs the controller; the plugin is a program of its own on PATH.",
    "The plugin must be called kubectl-argo-rollouts and be executable; then kubectl argo rollouts version.",
  ],
  async run({ kubectl }) {
    const text = await kubectl.run([
      ...[
        "get",
        "deployments",
        "-A",
        "-l",
        "app.kubernetes.io/name=argo-rollouts",
      ],
      ...["-o", "jsonpath={.items[*].status.availableReplicas}"],
    ]);
    const crd = await kubectl.run([
      "get",
      "crd",
      "rollouts.argoproj.io",
      "--ignore-not-found",
    ]);
    const plugin = await kubectl.run(["argo", "rollouts", "version"])
      .catch(() => "");
    return evaluateTools({
      controllers: text.split(/\s+/).reduce((sum, one) => sum + Number(one), 0),
      hasKind: crd !== "",
      plugin: /v\d+\.\d+\.\d+/.exec(plugin)?.[0],
    });
  },
};

/** Evaluates what is installed. */
export function evaluateTools(
  { controllers, hasKind, plugin }: {
    readonly controllers: number;
    readonly hasKind: boolean;
    /** Its version. */
    readonly plugin: string | undefined;
  },
): Finding {
  const bound =
    "the controller is available, the kind Rollout is known, the plugin says its version";
  if (!hasKind && controllers === 0) {
    return notStarted("no Argo Rollouts in the cluster", "step 7.1");
  }
  const measured = `${controllers} controller(s) available, plugin ${
    plugin ?? "missing"
  }`;
  return controllers > 0 && hasKind && plugin !== undefined
    ? pass(measured, bound)
    : fail(
      measured,
      bound,
      "kubectl get pods -n argo-rollouts; kubectl argo rollouts version",
    );
}

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
    "k8s/gateway.yaml: kind, apiVersion, replicas and strategy change; the pod template does not.",
    "strategy.canary.steps: setWeight 20, then a step that waits, then setWeight 100.",
    "kubectl delete deployment gateway once the Rollout is Healthy; the file is what you apply.",
  ],
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
  `a Rollout alone, first exposure at most ${MAX_FIRST} %, at least one gate, as written`;

/** Evaluates the files, without a cluster; undefined: nothing is wrong with them. */
export function evaluateWritten(
  { rollouts, deployments }: Written,
): Finding | undefined {
  if (rollouts.length === 0) return undefined; // a chart, perhaps: the cluster knows
  const problems = [
    ...deployments.map((path) => `${path} would bring the Deployment back`),
    ...rollouts.flatMap(shapeProblems),
  ];
  return problems.length === 0 ? undefined : fail(
    `written: ${problems.join("; ")}`,
    BOUND,
    "spec.strategy.canary.steps of your Rollout",
  );
}

function shapeProblems(
  { spec: { replicas, strategy: { canary } } }: Rollout,
): readonly string[] {
  if (canary === undefined) return ["a Rollout without strategy.canary"];
  const first = firstExposure(canary, replicas);
  return [
    ...first > MAX_FIRST
      ? [`${first} % of ${replicas} pods are new first`]
      : [],
    ...gatesOf(canary).length === 0 ? ["nothing waits before all have it"] : [],
  ];
}

/** What is known of who runs the gateway. */
export interface Runs {
  readonly live: Rollout | undefined;
  readonly written: Written;
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
      ? notStarted("the gateway is no Rollout", "step 7.2")
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

/** What is between the plan in force and what is written. */
async function differences(
  live: Rollout,
  { rollouts }: Written,
): Promise<readonly string[]> {
  if (rollouts.length === 0) return ["no file of yours has a Rollout"];
  const stepsOf = (one: Rollout) => one.spec.strategy.canary?.steps ?? [];
  const hashes = await Promise.all(rollouts.map((one) => hashOf(stepsOf(one))));
  return hashes.includes(await hashOf(stepsOf(live)))
    ? []
    : ["the plan in force is not the one that is written"];
}
