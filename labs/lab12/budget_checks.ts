/**
 * Disruption budgets: what may be taken away at once, asked of the API server.
 * @module
 */

import { z } from "zod";
import {
  type Kubectl,
  podsOf,
  waitReady,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
  passWithRemark,
} from "../../scripts/checks/mod.ts";
import { type Budget, budgetsIn, budgetsOf } from "./budgets.ts";
import { SERVED, writtenPods } from "./written.ts";

/** Longest wait until all is well (ms). */
const READY_MS = 240_000;

const BOUND = "one budget for each service: gateway keeps at least 2, events " +
  "and payments at least 1, notifications loses at most 1, and each lets one go";

/** Step 12.3. */
export const budgets: Check = {
  id: "12.3",
  task: 1,
  title: "each service has a budget that lets one go, and not all",
  hints: [
    "How many pods of each service may be missing, and does every budget let at least one " +
    "go?",
    "A disruption budget limits voluntary disruptions only (Reading 12). It selects pods " +
    "by their labels, and each pod belongs to exactly one budget.",
    "Three pods of mail with minAvailable: 2 allow one disruption; with minAvailable: 3 " +
    "they allow none, and a drain hangs.",
  ],
  measures: "how many pods each budget keeps, of those that it selects",
  tool: "manifests counted as Kubernetes does; the budgets' status",
  catches: [
    "a selector that finds no pod, or those of all services",
    "a budget that lets none go, or all",
    "two budgets for one pod",
    "minAvailable and maxUnavailable together",
  ],
  written: (context) => writtenBudgets(context),
  async run(context) {
    const written = await writtenBudgets(context);
    if (written.verdict === "fail") return written;
    const { kubectl, clock } = context;
    const all = await budgetsOf(kubectl);
    if (all.length > 0) await waitReady(kubectl, clock, READY_MS); // none comes or goes
    return evaluateBudgets(await budgetsOf(kubectl));
  },
};

async function writtenBudgets(context: CheckContext): Promise<Finding> {
  const { objects, workloads, invalid } = await writtenPods(
    context,
    /^PodDisruptionBudget$/,
  );
  return invalid.length > 0
    ? fail(invalid.join("; "), BOUND, "k8s/pdb.yaml, and step 12.3")
    : evaluateBudgets(budgetsIn(objects, workloads));
}

/** Evaluates all budgets. */
export function evaluateBudgets(all: readonly Budget[]): Finding {
  if (all.length === 0) {
    return notStarted("there is no PodDisruptionBudget", "step 12.3");
  }
  const problems = SERVED.flatMap((app) => {
    const own = all.filter((one) => one.app === app);
    const [only] = own;
    if (only === undefined) return [`${app} has no budget of its own`];
    if (own.length > 1) {
      const names = own.map(({ name }) => name).join(", ");
      return [
        `${app} has ${own.length} budgets (${names}), so that no eviction is possible`,
      ];
    }
    return problemsOf(only);
  });
  const others = all.filter(({ app }) => app === "").map(({ name }) =>
    `the budget ${name} selects no service, or more than one`
  );
  const measured = all.map(({ name, app, keeps, pods }) =>
    `${app || name} keeps ${keeps} of ${pods}`
  ).join(", ");
  if (problems.length > 0) {
    return fail(
      `${measured}; ${[...problems, ...others].join("; ")}`,
      BOUND,
      "kubectl get pdb; kubectl get pods --show-labels",
      all,
    );
  }
  return others.length > 0
    ? passWithRemark(measured, BOUND, others.join("; "), all)
    : pass(measured, BOUND, all);
}

function problemsOf({ app, keeps, pods }: Budget): readonly string[] {
  if (Number.isNaN(keeps)) {
    return [`the budget of ${app} says neither one number nor one share`];
  }
  if (keeps >= pods) return [`${app} lets none of ${pods} go`];
  const least = app === "gateway" ? 2 : 1;
  if (keeps < least) return [`${app} keeps ${keeps}, fewer than ${least}`];
  return app === "notifications" && pods - keeps > 1
    ? [`notifications may lose ${pods - keeps} at once`]
    : [];
}

/** Step 12.5. */
export const eviction: Check = {
  id: "12.5",
  task: 1,
  title: "a budget that is used up refuses an eviction with 429",
  hints: [
    "Does the budget of events find the pods of events?",
    "An eviction asks the budget, and a deletion does not (Reading 12). The check " +
    "tightens the budget for a moment and restores it.",
    "A budget whose selector is { app: event } finds no pod and forbids nothing. kubectl " +
    "describe pdb NAME shows how many pods it found.",
  ],
  measures: "what the API server answers an eviction that the budget forbids",
  tool: "the eviction sub-resource",
  catches: ["a budget that does not select the pods of events"],
  async written(context) {
    const { objects, workloads } = await writtenPods(context, /^$/);
    const found = budgetsIn(objects, workloads).find(({ app }) =>
      app === "events"
    );
    return found === undefined
      ? notStarted("events has no budget of its own", "step 12.3")
      : pass(`${found.name} selects events`, "a budget for events alone");
  },
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

/** The API server's answer; empty when it accepted the pod. */
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
