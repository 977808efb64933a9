/**
 * Versions that are brought out while customers buy: who gets them, and how they
 * are taken back.
 * @module
 */

import {
  type Arms,
  armsBetween,
  countedBy,
  type Fate,
  fateOf,
  shareOf,
  tryVersion,
} from "../../scripts/delivery/canary/mod.ts";
import {
  fasterPlan,
  heldPlan,
  type Outcome,
  unevaluatedPlan,
  watchRollout,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  FLOOR,
  outcomeText,
  pass,
} from "../../scripts/checks/mod.ts";
import { readyRollout } from "./gateway_rollout.ts";
import { evaluateGoesOn } from "./plan_checks.ts";
import {
  amongCustomers,
  FEWEST,
  isKept,
  isWatched,
  MAX_FAILED,
} from "./canary_customers.ts";

/** How long is counted (ms). */
const WINDOW_MS = 20_000;

/** Longest until a step is reached (ms). */
const STEP_MS = 120_000;

/** Variables of a version that behaves as the one before. */
export function goodVersion(): Readonly<Record<string, string>> {
  return { APP_VERSION: `check-${crypto.randomUUID().slice(0, 8)}` };
}

/** Step 7.6. */
export const takenBack: Check = {
  id: "7.6",
  task: 1,
  title: "a canary gets its share of the requests, and an abort takes it back",
  hints: [
    "Can a request reach both versions, and how quickly does the bad one get none?",
    "A Service that selects a hash shuts one version out (Lecture 7, slide 9). Count in a " +
    "window. maxSurge and maxUnavailable decide whether a pod goes before its successor " +
    "has come.",
    "With selector { app: mail } both versions get requests. With { app: mail, hash: 6f7 " +
    "} the new one gets none.",
  ],
  measures:
    "requests by arm in a window, and the time from an abort to its end",
  tool: "the pods' own counters, a load, the plugin",
  catches: [
    "a Service that shuts one arm out",
    "pods that go before others come",
  ],
  async run(context) {
    const ready = await readyRollout(context);
    if ("verdict" in ready) return ready;
    const { kubectl, clock, note } = context;
    const { rollout, plan } = ready;
    const { name } = rollout.metadata;
    note("a version comes, is counted and goes: about a minute ...");
    return await amongCustomers(context, (stop) =>
      tryVersion(
        context,
        { rollout, plan: heldPlan(plan), variables: goodVersion() },
        async (hash) => {
          await watchRollout(context, name, {
            known: (now) => fateOf(now, { hash, plan: heldPlan(plan) }),
            withinMs: STEP_MS,
          });
          const before = await countedBy(kubectl, "gateway");
          await clock.sleep(WINDOW_MS);
          const arms = armsBetween(
            before,
            await countedBy(kubectl, "gateway"),
            hash,
          );
          await kubectl.run(["argo", "rollouts", "abort", name]);
          const start = clock.monotonic();
          const replicas = await watchRollout(context, name, {
            known: ({ spec, status }) =>
              status.abort && status.updatedReplicas === 0
                ? spec.replicas
                : undefined,
            withinMs: STEP_MS,
          });
          const seconds = Math.round((clock.monotonic() - start) / 1000);
          return evaluateTakenBack({
            arms,
            replicas,
            seconds,
            outcome: await stop(),
          });
        },
      ));
  },
};

/** The result of a canary. */
export interface TakenBack {
  readonly arms: Arms;
  readonly replicas: number;
  /** From the abort until no pod of it was left. */
  readonly seconds: number;
  readonly outcome: Outcome;
}

/** Evaluates a canary that was held at its first weight and aborted. */
export function evaluateTakenBack(
  { arms, replicas, seconds, outcome }: TakenBack,
): Finding {
  // One pod of so many; a Service spreads connections, so that windows differ.
  const fair = 100 / replicas;
  const bound =
    `each arm at least ${FEWEST} requests, the canary's share ${
      Math.round(fair / 4)
    } to ` +
    `${
      Math.round(fair * 2)
    } %, back within 60 s, at most ${MAX_FAILED} % failed among ${FLOOR} orders`;
  const share = shareOf(arms);
  const measured =
    `canary ${arms.canary}, stable ${arms.stable} requests (${
      share.toFixed(0)
    } %), ` +
    `back after ${seconds} s; ${outcomeText(outcome)}`;
  if (!isWatched(outcome)) {
    return couldNotVerify(
      `${measured}: too few to say anything`,
      bound,
      "kubectl get pods; kubectl logs -l app=gateway --tail=20",
    );
  }
  const isGood = arms.canary >= FEWEST && arms.stable >= FEWEST &&
    share >= fair / 4 &&
    share <= fair * 2 && seconds <= 60 && isKept(outcome);
  return isGood ? pass(measured, bound, { arms, seconds, outcome }) : fail(
    measured,
    bound,
    "kubectl describe service gateway; kubectl get rollout gateway -o yaml",
  );
}

/** Step 7.9. */
export const stepByStep: Check = {
  id: "7.9",
  task: 2,
  title:
    "a good version reaches all customers by itself, step by step, and the objective is kept",
  hints: [
    "Where did the version stop, or which requests failed while pods changed?",
    "A plan must end by itself. A pod that ends must still serve until the news of its " +
    "end has spread (SHUTDOWN_QUIET_MS, readiness), and maxUnavailable: 0 keeps the old " +
    "one until then.",
    "One failed request for each replaced pod points to pods that exit at once on " +
    "SIGTERM. With three quiet seconds no request fails.",
  ],
  measures: "the shares at which a version waits, and what customers see",
  tool: "Argo Rollouts, a load",
  catches: ["a plan that stops", "requests that fail while pods change"],
  async run(context) {
    const ready = await readyRollout(context);
    if ("verdict" in ready) return ready;
    const { rollout, plan } = ready;
    const goesOn = evaluateGoesOn(plan);
    if (goesOn.verdict !== "pass") return goesOn;
    // Analyses have checks of their own: B.2 to B.4.
    const faster = fasterPlan(unevaluatedPlan(plan, "30s"), (name) => name);
    context.note("a version goes through your plan: about a minute ...");
    return await amongCustomers(context, (stop) =>
      tryVersion(
        context,
        { rollout, plan: faster, variables: goodVersion() },
        async (hash) => {
          const shares: number[] = [];
          const fate = await watchRollout(context, rollout.metadata.name, {
            known(now) {
              const { pauseConditions, updatedReplicas, availableReplicas } =
                now.status;
              const share = Math.round(
                updatedReplicas / availableReplicas * 100,
              );
              if (pauseConditions.length > 0 && !shares.includes(share)) {
                shares.push(share);
              }
              return fateOf(now, { hash, plan: faster });
            },
            withinMs: 2 * STEP_MS,
          });
          return evaluateSteps({ fate, shares, outcome: await stop() });
        },
      ));
  },
};

/** How a version went through a plan. */
export interface Steps {
  readonly fate: Fate;
  /** Per cent of the pods that were new, wherever it waited. */
  readonly shares: readonly number[];
  readonly outcome: Outcome;
}

/** Evaluates a version that no person touched. */
export function evaluateSteps({ fate, shares, outcome }: Steps): Finding {
  const bound =
    "promoted by itself over two or more growing shares, the first at most 25 %, and " +
    `at most ${MAX_FAILED} % failed among ${FLOOR} orders`;
  const measured =
    `${fate} over ${
      shares.map((one) => `${one} %`).join(", ") || "no step"
    }; ` +
    outcomeText(outcome);
  if (!isWatched(outcome)) {
    return couldNotVerify(
      `${measured}: too few to say anything`,
      bound,
      "kubectl get pods; kubectl logs -l app=gateway --tail=20",
    );
  }
  const isGrowing = shares.every((one, i) =>
    i === 0 || one > (shares[i - 1] ?? 0)
  );
  const isGood = fate === "promoted" && shares.length >= 2 &&
    (shares[0] ?? 100) <= 25 &&
    isGrowing && isKept(outcome);
  return isGood ? pass(measured, bound, { shares, outcome }) : fail(
    measured,
    bound,
    "kubectl argo rollouts get rollout gateway --watch",
  );
}
