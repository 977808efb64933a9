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
import { DOUBLED } from "./doubled_check.ts";
import { writtenEnds } from "./graceful_end.ts";

/** Journeys a second while something is done. */
const RPS = 10;

/** Longest wait until all is well again (ms). */
const READY_MS = 240_000;

/** Step 12.2. */
export const deletion: Check = {
  id: "12.2",
  task: 1,
  title: "a pod of each service is deleted, and no customer notices",
  hints: [
    "Which requests failed, and were they sent before or after the pod got SIGTERM?",
    "A terminating pod still receives requests for a moment (Reading 12), so it must " +
    "serve until the news has spread: preStop, SHUTDOWN_QUIET_MS, readiness.",
    "Two failed requests within 100 ms of a deletion: the pod closed its port at once. " +
    "With five quiet seconds no request failed.",
  ],
  measures: "requests of customers that fail while a pod of each is deleted",
  tool: "a load in the cluster",
  catches: ["pods that end before the news of it has arrived"],
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
      `${measured}: too few orders to say anything`,
      bound,
      "kubectl get pods; kubectl logs -l app=gateway --tail=20",
    );
  }
  return isUnnoticed(outcome) ? pass(measured, bound, outcome) : fail(
    measured,
    bound,
    "kubectl get pods -w during the check, and how your pods end and become ready",
    outcome,
  );
}

/** Step 12.6. */
export const restart: Check = {
  id: "12.6",
  task: 2,
  title: "everything is restarted, pod by pod, and no customer notices",
  hints: [
    "How long may a request take after the pod has heard that it must end?",
    "A process drains before it exits on SIGTERM (Reading 12). The grace period must be " +
    "longer than preStop and the longest request together.",
    "With a preStop of 3 s and requests of up to 10 s, terminationGracePeriodSeconds must " +
    "be above 13, for example 20.",
  ],
  measures:
    "how pods end as written, and failed requests while all are replaced",
  tool: "manifests; a load in the cluster",
  catches: [
    "a hook that runs a program which is not there",
    "a grace period below hook and longest request",
    "a strategy that takes all pods at once",
  ],
  written: writtenEnds,
  async run(context) {
    const written = await writtenEnds(context);
    if (written.verdict === "fail") return written;
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
        `pods that were not restarted: ${kept.length}`,
        "every pod is a new one",
        `kubectl get pods, for ${kept.join(", ")}`,
      );
    }
    const finding = evaluateUnnoticed(outcome);
    return finding.verdict === "pass" && written.remark !== undefined
      ? { ...finding, remark: written.remark }
      : finding;
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
      "events, payments and notifications do not run twice yet",
      "step 12.1",
    )
    : undefined;
}
