/**
 * Step 12.1: two of each, as written and as ready.
 * @module
 */

import { podsOf } from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { WORKLOADS, type Written, writtenPods } from "./written.ts";

/** Those that ran once before. */
export const DOUBLED = ["events", "payments", "notifications"] as const;

const BOUND = "at least 2 pods of each of " + DOUBLED.join(", ");

/** Step 12.1. */
export const doubled: Check = {
  id: "12.1",
  task: 1,
  title: "events, payments and notifications run twice",
  hints: [
    "What happens to the service while its only pod is replaced?",
    "N+1 means that the remaining pods carry the full load (Reading 12). Write the number " +
    "into the file, because the next apply undoes kubectl scale.",
    "spec: { replicas: 3 } in the Deployment mail, and kubectl get deploy mail shows 3/3.",
  ],
  measures: "replicas as written, or as an autoscaler keeps; ready pods",
  tool: "manifests; pods of the cluster",
  catches: [
    "one replica",
    "scaled by hand, and not in the file",
    "an autoscaler that goes down to one",
  ],
  async written(context) {
    return evaluateReplicas(await writtenPods(context, WORKLOADS));
  },
  async run(context) {
    const written = evaluateReplicas(await writtenPods(context, WORKLOADS));
    if (written.verdict === "fail") return written;
    const ready = await Promise.all(
      DOUBLED.map(async (app) =>
        [
          app,
          (await podsOf(context.kubectl, app)).filter(({ isReady }) => isReady)
            .length,
        ] as const
      ),
    );
    return evaluateDoubled(Object.fromEntries(ready));
  },
};

/** Evaluates the replicas that are written. */
export function evaluateReplicas({ workloads, invalid }: Written): Finding {
  const own = workloads.filter(({ app }) => DOUBLED.some((one) => one === app));
  if (own.length === 0) {
    return notStarted(
      `no manifest in k8s/ declares ${DOUBLED.join(", ")}`,
      "step 12.1",
    );
  }
  const counts = DOUBLED.map((app) =>
    [app, own.filter((one) => one.app === app)] as const
  );
  const words = counts.map(([app, all]) =>
    `${app} ${all[0]?.pods ?? "is missing"}`
  ).join(", ");
  if (own.every(({ pods }) => pods <= 1)) {
    return notStarted(`written: ${words}`, "step 12.1");
  }
  const twice = counts.filter(([, all]) => all.length > 1)
    .map(([app]) => `${app} is declared more than once`);
  const isGood = counts.every(([, all]) => (all[0]?.pods ?? 0) >= 2);
  const problems = [...invalid, ...twice];
  return isGood && problems.length === 0
    ? pass(`written: ${words}`, BOUND, counts)
    : fail(
      [`written: ${words}`, ...problems].join("; "),
      BOUND,
      "the number of pods in k8s/, and step 12.1",
    );
}

/** Evaluates the ready pods of each. */
export function evaluateDoubled(
  ready: Readonly<Record<string, number>>,
): Finding {
  const words = Object.entries(ready).map(([app, count]) => `${app} ${count}`)
    .join(", ");
  const counts = DOUBLED.map((app) => ready[app] ?? 0);
  if (counts.every((count) => count >= 2)) {
    return pass(`ready: ${words}`, BOUND, ready);
  }
  return counts.every((count) => count <= 1)
    ? notStarted(`ready: ${words}`, "step 12.1")
    : fail(
      `ready: ${words}`,
      BOUND,
      "kubectl get pods; kubectl apply -f k8s/ brings what is written",
      ready,
    );
}
