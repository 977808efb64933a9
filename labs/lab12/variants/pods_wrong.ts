/**
 * Replicas, budgets and spreads of Lab 12 that are wrong in one thing.
 * @module
 */

import {
  type Neighbour,
  replacing,
} from "../../../scripts/checks/variants/mod.ts";

const PDB = "k8s/pdb.yaml";

/** A manifest that is wrong in one thing. */
export function wrong(
  step: string,
  name: string,
  file: string,
  from: string | RegExp,
  to: string,
): Neighbour {
  return { name, steps: [step], file, change: replacing(from, to) };
}

const GATEWAY = "k8s/gateway.yaml";

const SELECTOR =
  "labelSelector:\n          matchLabels:\n            app: gateway";

function budget(name: string, from: string | RegExp, to: string): Neighbour {
  return wrong("12.3", name, PDB, from, to);
}

/** Wrong in one thing. */
export const WRONG_BUDGETS: readonly Neighbour[] = [
  wrong(
    "12.1",
    "payments once",
    "k8s/payments.yaml",
    "replicas: 2",
    "replicas: 1",
  ),
  wrong("12.1", "events by default", "k8s/events.yaml", "  replicas: 2\n", ""),
  wrong(
    "12.1",
    "none of notifications",
    "k8s/notifications.yaml",
    "replicas: 2",
    "replicas: 0",
  ),
  wrong(
    "12.1",
    "replicas in quotes",
    "k8s/payments.yaml",
    "replicas: 2",
    'replicas: "2"',
  ),
  wrong(
    "12.1",
    "a slip in the field",
    "k8s/payments.yaml",
    "replicas: 2",
    "replica: 2",
  ),
  budget("events lets none go", "minAvailable: 1", "minAvailable: 2"),
  budget(
    "events lets none go, as a share",
    "minAvailable: 1",
    "minAvailable: 100%",
  ),
  budget("none may be missing", "maxUnavailable: 1", "maxUnavailable: 0"),
  budget("all may be missing", "maxUnavailable: 1", "maxUnavailable: 100%"),
  budget("two may be missing", "maxUnavailable: 1", "maxUnavailable: 2"),
  budget("the gateway keeps one", "minAvailable: 2", "minAvailable: 1"),
  budget("the gateway keeps all", "minAvailable: 2", "minAvailable: 5"),
  budget("the gateway keeps 95 %", "minAvailable: 2", "minAvailable: 95%"),
  budget("events keeps none", "minAvailable: 1", "minAvailable: 0"),
  budget(
    "both at once",
    "minAvailable: 1",
    "minAvailable: 1\n  maxUnavailable: 1",
  ),
  budget("neither", "  minAvailable: 1\n", ""),
  budget("a share without its sign", "minAvailable: 2", 'minAvailable: "40"'),
  budget("a selector of nobody", "app: payments", "app: payment"),
  budget("a selector of another service", "app: payments", "app: events"),
  budget(
    "a selector of everybody",
    "matchLabels:\n      app: events",
    "matchLabels:\n      app.kubernetes.io/part-of: quickticket",
  ),
  budget(
    "an empty selector",
    "selector:\n    matchLabels:\n      app: events",
    "selector: {}",
  ),
  budget(
    "no budget for notifications",
    /---\n(?=[^]*?name: notifications)(?:(?!---)[^])*name: notifications(?:(?!---)[^])*(?=---)/,
    "",
  ),
  budget("an API of the past", "policy/v1", "policy/v1beta1"),
  budget("a slip in the field", "minAvailable: 1", "minAvailible: 1"),
  wrong(
    "12.5",
    "events is selected by no budget",
    PDB,
    "app: events",
    "app: event",
  ),
  wrong(
    "12.4",
    "no spread",
    GATEWAY,
    /( +)topologySpreadConstraints:[^]*?ScheduleAnyway\n/,
    "",
  ),
  wrong(
    "12.4",
    "pods that stay pending",
    GATEWAY,
    "ScheduleAnyway",
    "DoNotSchedule",
  ),
  wrong(
    "12.4",
    "pending by default",
    GATEWAY,
    "        whenUnsatisfiable: ScheduleAnyway\n",
    "",
  ),
  wrong("12.4", "five on one node", GATEWAY, "maxSkew: 1", "maxSkew: 5"),
  wrong(
    "12.4",
    "over zones alone",
    GATEWAY,
    "kubernetes.io/hostname",
    "topology.kubernetes.io/zone",
  ),
  wrong(
    "12.4",
    "a key that no node has",
    GATEWAY,
    "kubernetes.io/hostname",
    "hostname",
  ),
  wrong(
    "12.4",
    "a selector of nobody",
    GATEWAY,
    SELECTOR,
    SELECTOR.replace("gateway", "gatway"),
  ),
  wrong(
    "12.4",
    "a selector of everybody",
    GATEWAY,
    SELECTOR,
    "labelSelector: {}",
  ),
  wrong(
    "12.4",
    "a selector of the shop",
    GATEWAY,
    SELECTOR,
    "labelSelector:\n          matchLabels:\n            app.kubernetes.io/part-of: quickticket",
  ),
  wrong(
    "12.4",
    "no selector",
    GATEWAY,
    `- ${SELECTOR}\n        maxSkew`,
    "- maxSkew",
  ),
  wrong(
    "12.4",
    "domains that need another rule",
    GATEWAY,
    "maxSkew: 1",
    "maxSkew: 1\n        minDomains: 3",
  ),
  wrong(
    "12.4",
    "a second one that binds",
    GATEWAY,
    "      topologySpreadConstraints:\n",
    "      topologySpreadConstraints:\n      - maxSkew: 1\n        topologyKey: topology.kubernetes.io/zone\n        whenUnsatisfiable: DoNotSchedule\n        labelSelector: { matchLabels: { app: gateway } }\n",
  ),
];
