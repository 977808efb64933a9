/**
 * Steps 4.6 and 4.7: customers in the cluster buy, also while a pod goes.
 * @module
 */

import { type Outcome, podsOf } from "../../scripts/adapters/kubernetes/mod.ts";
import { poll } from "../../scripts/lib/wait/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  customersDuring,
  fail,
  type Finding,
  FLOOR,
  isUnnoticed,
  notStarted,
  outcomeText,
  pass,
  startCustomers,
} from "../../scripts/checks/mod.ts";
import { settled } from "./settle.ts";

/** Journeys a second. */
const RPS = 10;

/** How long customers come when nothing happens (s). */
const CALM_S = 5;

/** Longest a shop may be without the pod that was taken (ms). */
const GAP_MS = 30_000;

/** Least share of requests that must be answered while the pod is replaced. */
const MIN_ANSWERED = 0.8;

/** How customers fare while nothing happens. */
export async function calm(context: CheckContext): Promise<Outcome> {
  const load = await startCustomers(context, RPS, CALM_S);
  return await load.ended();
}

/** Step 4.6. */
export const sale: Check = {
  id: "4.6",
  task: 1,
  title: "customers inside the cluster buy, and none is turned away",
  hints: [
    "Which request fails, and which service answers it?",
    "Follow the request from the gateway to the service behind it: kubectl logs " +
    "deployment/gateway, then the next one (Lecture 4, slide 12). Without tables and " +
    "events the shop has nothing to sell.",
    "The log of events says that a relation does not exist: the tables are missing, so " +
    "you look at the Job that creates them with kubectl logs job/NAME.",
  ],
  measures: "orders and failed requests of customers in the cluster",
  tool: "a load in the cluster",
  catches: ["a shop that sells nothing, or turns customers away"],
  async run(context) {
    if ((await podsOf(context.kubectl, "gateway")).length === 0) {
      return notStarted("no gateway runs in this cluster", "step 4.4");
    }
    await settled(context);
    return evaluateSale(await calm(context));
  },
};

/** Evaluates what customers saw while nothing happened. */
export function evaluateSale(outcome: Outcome): Finding {
  const bound = `at least ${FLOOR} orders, and no failed request`;
  const measured = outcomeText(outcome);
  return isUnnoticed(outcome) ? pass(measured, bound, outcome) : fail(
    measured,
    bound,
    "kubectl logs deployment/gateway --tail=20",
    outcome,
  );
}

/** The result of taking a pod. */
export interface Replaced {
  /** From its deletion until another one is ready (ms); undefined: none came. */
  readonly gapMs: number | undefined;
  /** The customers' answers from before until after. */
  readonly during: Outcome;
  /** Their answers once the other pod was ready. */
  readonly after: Outcome;
}

/** Step 4.7. */
export const replacement: Check = {
  id: "4.7",
  task: 1,
  title:
    "a pod of the gateway is deleted, another takes its place, and the shop sells",
  hints: [
    "What makes a new pod after you deleted one?",
    "A controller compares the number of pods with the number that you asked for (Lecture " +
    "4, slide 5). A pod without such an owner stays deleted, and a pull of the image " +
    "takes time (imagePullPolicy).",
    "kubectl get pod NAME -o jsonpath='{.metadata.ownerReferences[*].kind}' prints " +
    "ReplicaSet for a pod that will be replaced, and nothing for one that will not.",
  ],
  measures: "the time until another pod is ready, and what customers see",
  tool: "kubectl, a load in the cluster",
  catches: ["a pod that nothing replaces", "a shop that does not sell again"],
  async run(context) {
    const { kubectl, clock } = context;
    const [pod] = await podsOf(kubectl, "gateway");
    if (pod === undefined) {
      return notStarted("no gateway runs in this cluster", "step 4.4");
    }
    await settled(context);
    const before = await calm(context);
    if (!isUnnoticed(before)) {
      return couldNotVerify(
        `before any pod was deleted: ${outcomeText(before)}`,
        "a shop that sells before the check deletes a pod",
        "check 4.6, which must pass first",
      );
    }
    const known = new Set(
      (await podsOf(kubectl, "gateway")).map(({ name }) => name),
    );
    let gapMs: number | undefined;
    const during = await customersDuring(context, RPS, async () => {
      const began = clock.monotonic();
      await kubectl.run(["delete", "pod", ...known, "--wait=false"]);
      const isBack = await poll(
        async () =>
          (await podsOf(kubectl, "gateway")).some(({ name, isReady }) =>
            isReady && !known.has(name)
          ),
        { clock, withinMs: GAP_MS, everyMs: 100 },
      );
      if (isBack) gapMs = clock.monotonic() - began;
    });
    return evaluateReplaced({ gapMs, during, after: await calm(context) });
  },
};

/** Evaluates what came of it. */
export function evaluateReplaced({ gapMs, during, after }: Replaced): Finding {
  const bound =
    `another pod is ready within ${GAP_MS / 1000} s, ${
      MIN_ANSWERED * 100
    } % of requests are ` +
    `answered meanwhile, and then ${FLOOR} orders without a failure`;
  const samples = { gapMs, during, after };
  if (gapMs === undefined) {
    return fail(
      `no other pod of the gateway was ready within ${GAP_MS / 1000} s`,
      bound,
      "kubectl get deployment gateway; kubectl describe pod -l app=gateway",
      samples,
    );
  }
  const measured = `ready again after ${(gapMs / 1000).toFixed(1)} s; ` +
    `meanwhile ${outcomeText(during)}; afterwards ${outcomeText(after)}`;
  if (during.requests === 0) {
    return couldNotVerify(measured, bound, "check 4.6, which must pass first");
  }
  const answered = 1 - during.failures / during.requests;
  return answered >= MIN_ANSWERED && isUnnoticed(after)
    ? pass(measured, bound, samples)
    : fail(
      measured,
      bound,
      "kubectl logs deployment/gateway --tail=20",
      samples,
    );
}
