/**
 * Plans that are as good as the solution's.
 * @module
 */

import { edited, type Listed } from "../../../scripts/checks/variants/mod.ts";
import { ANALYSIS, FILE, pause, planOf, weight } from "./plan_text.ts";

function same(
  name: string,
  steps: readonly string[],
  edit: (text: string) => string,
): Listed {
  return { name, kind: "equivalent", steps, change: edited(FILE, edit) };
}

const TIMED = ["7.2", "7.7", "7.8"];

const ALL = [...TIMED, "B.1"];

const FOUR = [20, 40, 60, 80];

/** As good. */
export const SAME_PLANS: readonly Listed[] = [
  same(
    "a person first",
    ["7.2"],
    planOf([weight(20), pause(), weight(100)]),
  ),
  same(
    "a minute, then all",
    ["7.2", "7.7"],
    planOf([weight(20), pause("1m"), weight(100)]),
  ),
  ...["60s", "1m0s", '"30"', "30", "0.5m", "90s", "10s", "5s"].map((
    duration,
  ) =>
    same(
      `four steps of ${duration}`,
      TIMED,
      planOf(FOUR.flatMap((one) => [weight(one), pause(duration)])),
    )
  ),
  same(
    "an analysis between pauses",
    ALL,
    planOf([
      weight(20),
      pause("20s"),
      ANALYSIS,
      weight(50),
      pause("20s"),
      weight(100),
    ]),
  ),
  same(
    "an analysis at two weights",
    ALL,
    planOf([weight(20), ANALYSIS, weight(60), ANALYSIS, weight(100)]),
  ),
  same(
    "an analysis beside timed steps",
    ALL,
    planOf(
      [weight(20), pause("2m"), weight(60), pause("1m")],
      `maxSurge: 1\n      maxUnavailable: 0\n      analysis:\n        startingStep: 1\n        templates: [{ templateName: gateway-canary }]\n        args: [{ name: canary-hash, valueFrom: { podTemplateHashValue: Latest } }]`,
    ),
  ),
  same(
    "a template for the whole cluster",
    ALL,
    (text) =>
      text.replace(
        "templateName: gateway-canary",
        "templateName: gateway-canary, clusterScope: true",
      ),
  ),
  same(
    "a surge in per cent",
    ALL,
    (text) => text.replace("maxSurge: 1", 'maxSurge: "25%"'),
  ),
  same(
    "surge and missing by default",
    ALL,
    (text) => text.replace("      maxSurge: 1\n      maxUnavailable: 0\n", ""),
  ),
  same(
    "ten pods, ten per cent",
    ALL,
    (text) =>
      text.replace("replicas: 5", "replicas: 10").replace(
        "setWeight: 20",
        "setWeight: 10",
      ),
  ),
  same(
    "four pods, a quarter",
    TIMED,
    (text) =>
      text.replace("replicas: 5", "replicas: 4").replace(
        "setWeight: 20",
        "setWeight: 25",
      ),
  ),
  same(
    "a weight of nothing first",
    TIMED,
    (text) =>
      text.replace(
        "- setWeight: 20",
        "- setWeight: 0\n        - setWeight: 20",
      ),
  ),
  same(
    "the same weight twice",
    TIMED,
    (text) =>
      text.replace(
        "- setWeight: 60",
        "- setWeight: 20\n        - pause: { duration: 10s }\n        - setWeight: 60",
      ),
  ),
  {
    name: "replicas left to an autoscaler",
    kind: "equivalent",
    steps: ALL,
    change: {
      ...edited(FILE, (text) => text.replace("  replicas: 5\n", "")),
      "k8s/hpa.yaml": () =>
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: gateway }\nspec:\n  minReplicas: 5\n  maxReplicas: 10\n  scaleTargetRef: { apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: gateway }\n",
    },
  },
  {
    name: "a file of another name",
    kind: "equivalent",
    steps: ALL,
    change: {
      [FILE]: () => undefined,
      "k8s/shop/rollout.yml": (old) => old(FILE),
    },
  },
  {
    name: "the old Deployment in a folder that nothing applies",
    kind: "equivalent",
    steps: ALL,
    change: {
      "archive/gateway.txt": (old) =>
        old(FILE).replace("kind: Rollout", "kind: Deployment"),
    },
  },
];
