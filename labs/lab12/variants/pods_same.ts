/**
 * Replicas, budgets and spreads of Lab 12 that are as good as the solution's.
 * @module
 */

import { edited, type Listed } from "../../../scripts/checks/variants/mod.ts";

const PDB = "k8s/pdb.yaml";

function same(
  steps: readonly string[],
  name: string,
  file: string,
  from: string | RegExp,
  to: string,
): Listed {
  return {
    name,
    kind: "equivalent",
    steps,
    change: edited(file, (text) => text.replace(from, to)),
  };
}

const GATEWAY = "k8s/gateway.yaml";

const SELECTOR =
  "labelSelector:\n          matchLabels:\n            app: gateway";

/** As good. */
export const SAME_BUDGETS: readonly Listed[] = [
  same(
    ["12.1", "12.3"],
    "three of payments",
    "k8s/payments.yaml",
    "replicas: 2",
    "replicas: 3",
  ),
  {
    name: "two of events by an autoscaler",
    kind: "equivalent",
    steps: ["12.1", "12.3"],
    change: {
      ...edited(
        "k8s/events.yaml",
        (text) => text.replace("  replicas: 2\n", ""),
      ),
      "k8s/hpa-events.yaml": () =>
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: events }\nspec:\n  minReplicas: 2\n  maxReplicas: 4\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: events }\n",
    },
  },
  {
    name: "a budget beside its workload",
    kind: "equivalent",
    steps: ["12.3", "12.5"],
    change: {
      [PDB]: () => undefined,
      "k8s/resilience/budgets.yml": (old) => old(PDB),
    },
  },
  same(
    ["12.3", "12.5"],
    "other names",
    PDB,
    /name: (\w+)\n/g,
    "name: $1-budget\n",
  ),
  same(
    ["12.3"],
    "the gateway as a share",
    PDB,
    "minAvailable: 2",
    "minAvailable: 40%",
  ),
  same(
    ["12.3"],
    "the gateway by what may be missing",
    PDB,
    "minAvailable: 2",
    "maxUnavailable: 3",
  ),
  same(
    ["12.3"],
    "the gateway keeps three",
    PDB,
    "minAvailable: 2",
    "minAvailable: 3",
  ),
  same(
    ["12.3"],
    "all by what may be missing",
    PDB,
    /minAvailable: 1/g,
    "maxUnavailable: 1",
  ),
  same(["12.3"], "halves", PDB, /minAvailable: 1/g, 'minAvailable: "50%"'),
  same(
    ["12.3"],
    "notifications keep one",
    PDB,
    "maxUnavailable: 1",
    "minAvailable: 1",
  ),
  same(
    ["12.3", "12.5"],
    "what is not well may go",
    PDB,
    /minAvailable: 1/g,
    "minAvailable: 1\n  unhealthyPodEvictionPolicy: AlwaysAllow",
  ),
  same(
    ["12.3", "12.5"],
    "two labels select",
    PDB,
    /matchLabels:\n {6}app: (\w+)/g,
    "matchLabels:\n      app: $1\n      app.kubernetes.io/part-of: quickticket",
  ),
  same(
    ["12.4"],
    "over zones, too",
    GATEWAY,
    /( +)- labelSelector:[^]*?ScheduleAnyway\n/,
    "$&      - maxSkew: 2\n        topologyKey: topology.kubernetes.io/zone\n        whenUnsatisfiable: ScheduleAnyway\n        labelSelector: { matchLabels: { app: gateway } }\n",
  ),
  same(
    ["12.4"],
    "by version, too",
    GATEWAY,
    "        maxSkew: 1\n",
    "        maxSkew: 1\n        matchLabelKeys: [rollouts-pod-template-hash]\n",
  ),
  same(
    ["12.4"],
    "the selector by a set",
    GATEWAY,
    SELECTOR,
    "labelSelector:\n          matchExpressions:\n          - { key: app, operator: NotIn, values: [events, payments, notifications, postgres, redis] }",
  ),
];
