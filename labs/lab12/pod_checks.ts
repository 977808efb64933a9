/**
 * Two of everything: what happens to customers when one goes.
 * @module
 */

import {
  type Outcome,
  podsOf,
  waitReady,
  workloadOf,
} from "../../scripts/adapters/kubernetes/mod.ts";
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
} from "../../scripts/checks/mod.ts";

const DOUBLED = ["events", "payments", "notifications"] as const;

/** Journeys a second while something is done. */
const RPS = 10;

/** Longest wait until all is well again (ms). */
const READY_MS = 240_000;

/** Step 12.1. */
export const doubled: Check = {
  id: "12.1",
  task: 1,
  title: "events, payments and notifications run twice",
  hints: [
    "spec.replicas of each Deployment.",
    "kubectl get deploy shows 2/2 for each of the three.",
    "kubectl scale would do it until the next apply: change the file.",
  ],
  async run({ kubectl }) {
    const ready = await Promise.all(
      DOUBLED.map(async (app) =>
        [
          app,
          (await podsOf(kubectl, app)).filter(({ isReady }) => isReady).length,
        ] as const
      ),
    );
    return evaluateDoubled(Object.fromEntries(ready));
  },
};

/** Evaluates the ready pods of each. */
export function evaluateDoubled(
  ready: Readonly<Record<string, number>>,
): Finding {
  const words = Object.entries(ready).map(([app, count]) => `${app} ${count}`)
    .join(", ");
  const bound = "at least 2 ready of each of " + DOUBLED.join(", ");
  const counts = DOUBLED.map((app) => ready[app] ?? 0);
  if (counts.every((count) => count >= 2)) return pass(words, bound, ready);
  return counts.every((count) => count <= 1)
    ? notStarted(words, "step 12.1")
    : fail(words, bound, "kubectl get pods", ready);
}

/** Step 12.2. */
export const deletion: Check = {
  id: "12.2",
  task: 1,
  title: "a pod of each service is deleted, and no customer notices",
  hints: [
    "Requests fail between the end of a pod and the news of it: who hears it last?",
    "SHUTDOWN_QUIET_MS and preStop.sleep keep a pod serving while the news travels.",
    "Two replicas, a readiness probe, and the gateway's connections renewed: look which is missing.",
  ],
  async run(context) {
    const { kubectl, clock } = context;
    const notDoubled = await needsDoubled(context);
    if (notDoubled !== undefined) return notDoubled;
    await waitReady(kubectl, clock, READY_MS);
    const outcome = await customersDuring(context, RPS, async () => {
      for (const app of ["gateway", ...DOUBLED]) {
        const [pod] = await podsOf(kubectl, app);
        if (pod !== undefined) {
          await kubectl.run(["delete", "pod", pod.name, "--wait=false"]);
        }
      }
      await waitReady(kubectl, clock, READY_MS);
    });
    return evaluateUnnoticed(outcome);
  },
};

/** Evaluates what customers saw while pods went. */
function evaluateUnnoticed(outcome: Outcome): Finding {
  const bound =
    `no failed request among at least ${FLOOR} orders, counted by the customers`;
  const measured = outcomeText(outcome);
  if (
    outcome.orders < FLOOR || (outcome.failures === 0 && !isUnnoticed(outcome))
  ) {
    return couldNotVerify(
      `${measured}: too little to say anything`,
      bound,
      "does the shop sell?",
    );
  }
  return isUnnoticed(outcome) ? pass(measured, bound, outcome) : fail(
    measured,
    bound,
    "preStop, readiness, replicas: kubectl get pods -w",
    outcome,
  );
}

/** Step 12.6. */
export const restart: Check = {
  id: "12.6",
  task: 2,
  title: "everything is restarted, pod by pod, and no customer notices",
  hints: [
    "terminationGracePeriodSeconds must cover preStop and the requests under way.",
    "preStop.sleep.seconds: there is no shell in the image, exec would fail.",
    "The gateway is a Rollout: kubectl argo rollouts restart gateway.",
  ],
  async run(context) {
    const { kubectl, clock } = context;
    const notDoubled = await needsDoubled(context);
    if (notDoubled !== undefined) return notDoubled;
    await waitReady(kubectl, clock, READY_MS);
    const before = await names(context);
    const outcome = await customersDuring(context, RPS, async () => {
      for (const app of DOUBLED) {
        const workload = await workloadOf(kubectl, app);
        if (workload === undefined) continue;
        await kubectl.run([
          "rollout",
          "restart",
          `${workload.kind}/${workload.metadata.name}`,
        ]);
      }
      const restartAt = new Date(clock.now()).toISOString();
      await kubectl.run([
        ...["patch", "rollout", "gateway", "--type=merge", "-p"],
        JSON.stringify({ spec: { restartAt } }),
      ]);
      await clock.sleep(2000);
      await waitReady(kubectl, clock, READY_MS);
    });
    const after = await names(context);
    const kept = [...before].filter((name) => after.has(name));
    if (kept.length > 0) {
      return couldNotVerify(
        `${kept.length} pods were not restarted`,
        "all are new",
        kept.join(", "),
      );
    }
    return evaluateUnnoticed(outcome);
  },
};

async function names({ kubectl }: CheckContext): Promise<ReadonlySet<string>> {
  const pods = await Promise.all(
    ["gateway", ...DOUBLED].map((app) => podsOf(kubectl, app)),
  );
  return new Set(pods.flat().map(({ name }) => name));
}

async function needsDoubled(
  { kubectl }: CheckContext,
): Promise<Finding | undefined> {
  const counts = await Promise.all(
    DOUBLED.map(async (app) => (await podsOf(kubectl, app)).length),
  );
  return counts.some((count) => count < 2)
    ? notStarted(
      "events, payments and notifications must run twice first",
      "step 12.1",
    )
    : undefined;
}
