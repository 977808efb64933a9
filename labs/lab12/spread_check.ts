/**
 * How the gateway's replicas are spread over nodes.
 * @module
 */

import { z } from "zod";
import {
  labelSelectorSchema,
  podsOf,
  selects,
  workloadOf,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { SERVED, WORKLOADS, writtenPods } from "./written.ts";

/** Step 12.4. */
export const spread: Check = {
  id: "12.4",
  task: 1,
  title: "replicas go to different nodes where there are any",
  hints: [
    "Which pods does your constraint count?",
    "Replicas on one node share its fate (Reading 12). The constraint is in the pod " +
    "template, and its selector counts the pods that should be apart.",
    "For mail by zone: { maxSkew: 1, topologyKey: topology.kubernetes.io/zone, " +
    "whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: mail } } }.",
  ],
  measures: "the gateway's constraints, and which pods their selectors count",
  tool: "manifests; the Rollout and its pods",
  catches: [
    "a selector that counts no pod of the gateway, or those of others",
    "another key, skew or DoNotSchedule",
    "a constraint at a place that has no such field",
  ],
  written: writtenSpread,
  async run(context) {
    const written = await writtenSpread(context);
    if (written.verdict === "fail") return written;
    const { kubectl } = context;
    const gateway = await workloadOf(kubectl, "gateway");
    const pods = await podsOf(kubectl, "gateway");
    return evaluateSpread(
      gateway?.spec.template,
      pods.filter(({ isReady }) => isReady).length,
    );
  },
};

async function writtenSpread(context: CheckContext): Promise<Finding> {
  const { workloads, invalid } = await writtenPods(context, WORKLOADS);
  const gateway = workloads.find(({ app }) => app === "gateway");
  if (gateway === undefined) {
    return notStarted("no manifest in k8s/ declares the gateway", "step 12.4");
  }
  const own = invalid.filter((words) => words.includes(gateway.path));
  if (own.length > 0) {
    return fail(own.join("; "), "a manifest that can be applied", gateway.path);
  }
  return evaluateSpread(
    { metadata: { labels: gateway.labels }, spec: gateway.pod },
    gateway.pods,
  );
}

const Spreading = z.looseObject({
  metadata: z.looseObject({
    labels: z.record(z.string(), z.string()).default({}),
  }).default({ labels: {} }),
  spec: z.looseObject({
    topologySpreadConstraints: z.array(z.looseObject({
      maxSkew: z.int().catch(0).default(0),
      topologyKey: z.string().default(""),
      whenUnsatisfiable: z.string().default("DoNotSchedule"),
      labelSelector: labelSelectorSchema.nullish(),
      minDomains: z.number().nullish(),
    })).nullish().transform((one) => one ?? []),
  }).default({ topologySpreadConstraints: [] }),
});

/** Labels of all other pods. */
const OTHERS = SERVED.filter((app) => app !== "gateway").map((app) => ({
  app,
  "app.kubernetes.io/part-of": "quickticket",
}));

/** Evaluates the pod template of the gateway. */
export function evaluateSpread(template: unknown, ready: number): Finding {
  const bound = "maxSkew 1 over kubernetes.io/hostname, ScheduleAnyway, a " +
    "labelSelector that selects the gateway's own pods, and pods that run";
  const { metadata: { labels }, spec } = Spreading.parse(template ?? {});
  const constraints = spec.topologySpreadConstraints;
  if (constraints.length === 0) {
    return notStarted(
      "the gateway has no topologySpreadConstraints",
      "step 12.4",
    );
  }
  type Constraint = typeof constraints[number];
  const problemsOf = (one: Constraint): readonly string[] => [
    ...one.maxSkew === 1 ? [] : [`maxSkew ${one.maxSkew}`],
    ...one.topologyKey === "kubernetes.io/hostname"
      ? []
      : [`topologyKey ${one.topologyKey}`],
    ...selects(one.labelSelector, labels)
      ? []
      : ["a labelSelector that selects none of the gateway's pods"],
    ...OTHERS.some((other) => selects(one.labelSelector, other))
      ? ["a labelSelector that counts other services' pods, too"]
      : [],
  ];
  // Of whichever constraint: one that binds leaves pods pending.
  const binding = constraints.flatMap((
    { whenUnsatisfiable, minDomains, topologyKey },
  ) => [
    ...whenUnsatisfiable === "ScheduleAnyway"
      ? []
      : [`whenUnsatisfiable ${whenUnsatisfiable} over ${topologyKey}`],
    ...(minDomains ?? undefined) === undefined
      ? []
      : ["minDomains, which needs DoNotSchedule"],
  ]);
  const [own = []] = constraints.map(problemsOf)
    .toSorted((a, b) => a.length - b.length);
  const least = [...own, ...binding];
  const samples = { constraints, labels, ready };
  if (least.length === 0 && ready >= 2) {
    return pass(
      `constraints: ${constraints.length}; ready pods: ${ready}`,
      bound,
      samples,
    );
  }
  return fail(
    [...least, `pods ready: ${ready}`].join(", "),
    bound,
    "kubectl explain rollout.spec.template.spec.topologySpreadConstraints",
    samples,
  );
}
