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
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";

/** Step 12.4. */
export const spread: Check = {
  id: "12.4",
  task: 1,
  title: "replicas go to different nodes where there are any",
  hints: [
    "spec.template.spec.topologySpreadConstraints of the gateway.",
    "topologyKey kubernetes.io/hostname, maxSkew 1.",
    "ScheduleAnyway, else a cluster of one node would leave pods pending.",
  ],
  async run({ kubectl }) {
    const gateway = await workloadOf(kubectl, "gateway");
    const pods = await podsOf(kubectl, "gateway");
    return evaluateSpread(
      gateway?.spec.template,
      pods.filter(({ isReady }) => isReady).length,
    );
  },
};

const Spreading = z.looseObject({
  metadata: z.looseObject({
    labels: z.record(z.string(), z.string()).default({}),
  }).default({ labels: {} }),
  spec: z.looseObject({
    topologySpreadConstraints: z.array(z.looseObject({
      maxSkew: z.int(),
      topologyKey: z.string(),
      whenUnsatisfiable: z.string().default("DoNotSchedule"),
      labelSelector: labelSelectorSchema.nullish(),
    })).default([]),
  }).default({ topologySpreadConstraints: [] }),
});

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
  const problemsOf = (one: typeof constraints[number]): readonly string[] => [
    ...one.maxSkew === 1 ? [] : [`maxSkew ${one.maxSkew}`],
    ...one.topologyKey === "kubernetes.io/hostname"
      ? []
      : [`topologyKey ${one.topologyKey}`],
    ...one.whenUnsatisfiable === "ScheduleAnyway"
      ? []
      : [`whenUnsatisfiable ${one.whenUnsatisfiable}`],
    ...selects(one.labelSelector, labels)
      ? []
      : ["a labelSelector that selects none of the gateway's pods"],
  ];
  const [least = []] = constraints.map(problemsOf)
    .toSorted((a, b) => a.length - b.length);
  const samples = { constraints, labels, ready };
  if (least.length === 0 && ready >= 2) {
    return pass(
      `${constraints.length} constraint, ${ready} ready`,
      bound,
      samples,
    );
  }
  return fail(
    [...least, `${ready} ready`].join(", "),
    bound,
    "kubectl explain rollout.spec.template.spec.topologySpreadConstraints",
    samples,
  );
}
