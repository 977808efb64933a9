/**
 * Disruption budgets: what may be taken away at once, asked of the API server.
 * @module
 */

import { z } from "zod";
import {
  type Kubectl,
  type LabelSelector,
  labelSelectorSchema,
  podsOf,
  selects,
  waitReady,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";

const List = z.object({
  items: z.array(z.looseObject({
    metadata: z.looseObject({ name: z.string() }),
    spec: z.looseObject({
      selector: labelSelectorSchema.nullish(),
    }),
    status: z.looseObject({
      desiredHealthy: z.int().default(0),
      expectedPods: z.int().default(0),
    }).default({ desiredHealthy: 0, expectedPods: 0 }),
  })),
});

/** A budget, as the API server counts it. */
export interface Budget {
  readonly name: string;
  readonly app: string;
  /** How many pods must stay. What may go now depends on who is well now. */
  readonly keeps: number;
  readonly pods: number;
}

/** How many must stay, by app, as the lab asks. */
const KEEPS: Readonly<Record<string, number>> = {
  gateway: 2,
  events: 1,
  payments: 1,
  notifications: 1,
};

/** The label that all pods of the shop have in common. */
const PART_OF = "app.kubernetes.io/part-of";

/** Longest wait until all is well (ms). */
const READY_MS = 240_000;

async function budgetsOf(kubectl: Kubectl): Promise<readonly Budget[]> {
  const { items } = List.parse(
    await kubectl.json(["get", "poddisruptionbudgets"]),
  );
  return items.map(({ metadata, spec, status }) => ({
    name: metadata.name,
    app: appOf(spec.selector),
    keeps: status.desiredHealthy,
    pods: status.expectedPods,
  }));
}

/** The one service whose pods a selector selects; "" when there is no such. */
function appOf(selector: LabelSelector | null | undefined): string {
  const found = Object.keys(KEEPS).filter((app) =>
    selects(selector, { app, [PART_OF]: "quickticket" }) ||
    selects(selector, { app })
  );
  return found.length === 1 ? found[0] ?? "" : "";
}

/** Step 12.3. */
export const budgets: Check = {
  id: "12.3",
  task: 1,
  title: "each service has a budget that lets one go, and not all",
  hints: [
    "k8s/pdb.yaml: four PodDisruptionBudgets, selected by the label app.",
    "gateway minAvailable 2, events and payments minAvailable 1, notifications maxUnavailable 1.",
    "kubectl get pdb: ALLOWED DISRUPTIONS must be 3, 1, 1, 1 with five gateways.",
  ],
  async run({ kubectl, clock }) {
    const all = await budgetsOf(kubectl);
    if (all.length > 0) await waitReady(kubectl, clock, READY_MS); // none comes or goes
    return evaluateBudgets(await budgetsOf(kubectl));
  },
};

/** Evaluates all budgets. */
export function evaluateBudgets(all: readonly Budget[]): Finding {
  const own = all.filter(({ app }) => app in KEEPS);
  if (own.length === 0) return notStarted("there is no budget", "step 12.3");
  const bound = "gateway keeps 2; events, payments, notifications keep 1";
  const wrong = Object.entries(KEEPS).filter(([app, keeps]) => {
    const one = own.find((budget) => budget.app === app);
    return one === undefined || one.pods <= keeps || one.keeps !== keeps;
  }).map(([app]) => app);
  const measured = own.map(({ app, keeps, pods }) =>
    `${app} keeps ${keeps} of ${pods}`
  )
    .join(", ");
  return wrong.length === 0 ? pass(measured, bound, own) : fail(
    `${measured}; not right: ${wrong.join(", ")}`,
    bound,
    "kubectl get pdb",
    own,
  );
}

/** Step 12.5. */
export const eviction: Check = {
  id: "12.5",
  task: 1,
  title: "a budget that is used up refuses an eviction with 429",
  hints: [
    "An eviction is a POST to the pod's eviction sub-resource; kubectl delete is none.",
    "The check sets events' budget to minAvailable 2 for a moment, evicts, and sets it back.",
    "selector.matchLabels of the budget must be the pods' own label: app: events.",
  ],
  async run({ kubectl, clock }) {
    const budget = (await budgetsOf(kubectl)).find(({ app }) =>
      app === "events"
    );
    const pods = await podsOf(kubectl, "events");
    const [pod] = pods;
    if (budget === undefined || pod === undefined) {
      return notStarted("events has no budget", "step 12.3");
    }
    const before = await spec(kubectl, budget.name);
    let answer: string;
    try {
      await patch(kubectl, budget.name, {
        minAvailable: pods.length,
        maxUnavailable: null,
      });
      await clock.sleep(2000); // the controller counts anew
      answer = await evict(kubectl, pod.name);
    } finally {
      await patch(kubectl, budget.name, {
        minAvailable: null,
        maxUnavailable: null,
        ...before,
      });
    }
    const left = await podsOf(kubectl, "events");
    return evaluateEviction(answer, left.some(({ name }) => name === pod.name));
  },
};

/** Evaluates what the API server said. */
export function evaluateEviction(answer: string, isLeft: boolean): Finding {
  const bound =
    "429 TooManyRequests with the reason DisruptionBudget, and the pod stays";
  const isRefused = /TooManyRequests|disruption budget/i.test(answer);
  const measured =
    `${answer.replace(/\s+/g, " ").slice(0, 200) || "evicted"}; the pod ` +
    (isLeft ? "is there" : "is gone");
  return isRefused && isLeft
    ? pass(measured, bound, { answer, isLeft })
    : fail(measured, bound, "kubectl get pdb events -o yaml", {
      answer,
      isLeft,
    });
}

const Spec = z.object({
  spec: z.looseObject({
    minAvailable: z.unknown().optional(),
    maxUnavailable: z.unknown().optional(),
  }),
});

async function spec(
  kubectl: Kubectl,
  name: string,
): Promise<Record<string, unknown>> {
  const { spec } = Spec.parse(await kubectl.json(["get", "pdb", name]));
  const { minAvailable, maxUnavailable } = spec;
  return {
    ...minAvailable === undefined ? {} : { minAvailable },
    ...maxUnavailable === undefined ? {} : { maxUnavailable },
  };
}

async function patch(
  kubectl: Kubectl,
  name: string,
  change: Record<string, unknown>,
): Promise<void> {
  await kubectl.run([
    "patch",
    "pdb",
    name,
    "--type=merge",
    "-p",
    JSON.stringify({ spec: change }),
  ]);
}

/** What the API server said; empty when it took the pod. */
async function evict(kubectl: Kubectl, pod: string): Promise<string> {
  const namespace = await kubectl.run([
    "get",
    "pod",
    pod,
    "-o",
    "jsonpath={.metadata.namespace}",
  ]);
  const body = {
    apiVersion: "policy/v1",
    kind: "Eviction",
    metadata: { name: pod, namespace },
  };
  return await kubectl.run(
    [
      "create",
      "-f",
      "-",
      "--raw",
      `/api/v1/namespaces/${namespace}/pods/${pod}/eviction`,
    ],
    JSON.stringify(body),
  ).then(() => "", (error: Error) => error.message);
}
