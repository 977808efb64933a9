/**
 * An analysis in the place of a person: it must promote what is good, take back
 * what is bad, and say nothing where nobody came.
 * @module
 */

import { z } from "zod";
import {
  analysesSeen,
  type AnalysisSeen,
  type Fate,
  fateOf,
  tryVersion,
  withFasterPlan,
} from "../../scripts/delivery/canary/mod.ts";
import {
  analysesOf,
  type Canary,
  type Kubectl,
  planText,
  watchRollout,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  startCustomers,
} from "../../scripts/checks/mod.ts";
import { FEWEST, goodVersion } from "./canary_checks.ts";
import { evaluatePlans, readyRollout } from "./gateway_rollout.ts";
import { evaluateGoesOn } from "./rollout_checks.ts";

/** Journeys a second, each of three requests: a fifth of them is enough to judge. */
const RPS = 10;

/** Longest wait for a verdict (ms). */
const VERDICT_MS = 240_000;

/** More requests than that are not nobody. */
const NOBODY = 5;

/** Step B.1. */
export const judged: Check = {
  id: "B.1",
  task: 0,
  title: "an analysis decides, not a clock and not a person",
  hints: [
    "A step analysis: { templates: [{ templateName: ... }] } between two weights.",
    "labs/lab7/analysis-template.yaml is gateway-canary; it wants the argument canary-hash.",
    "valueFrom: { podTemplateHashValue: Latest } is the hash of the new pods.",
  ],
  run: (context) => evaluatePlans(context, evaluateJudged),
};

/** Evaluates whether a plan has an analysis and needs nobody. */
export function evaluateJudged(plan: Canary | undefined): Finding {
  if (plan === undefined) {
    return notStarted("the gateway is no Rollout", "step 7.2");
  }
  if (analysesOf(plan).length === 0) {
    return notStarted(
      `time decides, nothing is measured: ${planText(plan)}`,
      "step B.1",
    );
  }
  return evaluateGoesOn(plan);
}

/** A version that was tried, and what its judges saw. */
export interface Tried {
  readonly fate: Fate;
  readonly seconds: number;
  /** That reached the new version until it was judged. */
  readonly requests: number;
  readonly analyses: readonly AnalysisSeen[];
}

/** Step B.2. */
export const promotes: Check = {
  id: "B.2",
  task: 0,
  title: "a good version passes, after enough requests have reached it",
  hints: [
    "The check brings out a good version by your plan, three times as fast, under load.",
    "No result of the query is an error: does Prometheus know the canary's rs_hash?",
    "A first measurement before the pod was scraped twice sees nothing: initialDelay.",
  ],
  run: (context) =>
    tried(
      context,
      { variables: goodVersion(), hasCustomers: true },
      evaluateGood,
    ),
};

/** Evaluates what became of a good version. */
export function evaluateGood(
  { fate, seconds, requests, analyses }: Tried,
): Finding {
  const bound =
    `judged good, with at least ${FEWEST} requests to it until then`;
  const measured = triedText({ fate, seconds, requests, analyses });
  const isPassed = fate === "judged good" || fate === "promoted";
  return isPassed && requests >= FEWEST
    ? pass(measured, bound, { fate, requests, analyses })
    : fail(measured, bound, "kubectl describe analysisrun");
}

/** Step B.3. */
export const refuses: Check = {
  id: "B.3",
  task: 0,
  title: "a version that fails half of its requests is taken back",
  hints: [
    "The check brings out GATEWAY_FAULT_RATE=0.5: its probes are green.",
    "Promoted? The query saw the old pods, too: four good ones hide a bad one. Use the canary's hash.",
    "A metric in dryRun, or a failureLimit above its count, refuses nothing.",
  ],
  run: (context) =>
    tried(context, {
      variables: { ...goodVersion(), GATEWAY_FAULT_RATE: "0.5" },
      hasCustomers: true,
    }, evaluateBad),
};

/** Evaluates what became of a bad version. */
export function evaluateBad(
  { fate, seconds, requests, analyses }: Tried,
): Finding {
  const bound =
    `taken back by a failed analysis, with at least ${FEWEST} requests to it`;
  const measured = triedText({ fate, seconds, requests, analyses });
  const isEvaluated = analyses.some(({ phase }) => phase === "Failed");
  return fate === "taken back" && isEvaluated && requests >= FEWEST
    ? pass(measured, bound, { fate, requests, analyses })
    : fail(
      measured,
      bound,
      "whose requests does the query count? kubectl describe analysisrun",
    );
}

/** Step B.4. */
export const admitsIgnorance: Check = {
  id: "B.4",
  task: 0,
  title: "a version that nobody has tried is not promoted, and not condemned",
  hints: [
    "The check stops loadgen and mixedload, and brings out a good version.",
    "Zero errors of zero requests is no good news: ask for a least number of requests first.",
    "successCondition and failureCondition may both be false: that is Inconclusive, and it waits.",
  ],
  run: (context) =>
    tried(
      context,
      { variables: goodVersion(), hasCustomers: false },
      evaluateUntried,
    ),
};

/** Evaluates what became of a version without a request. */
export function evaluateUntried(
  { fate, seconds, requests, analyses }: Tried,
): Finding {
  const bound = "inconclusive: it waits for a person";
  const measured = triedText({ fate, seconds, requests, analyses });
  if (requests > NOBODY) {
    return couldNotVerify(
      `${measured}: somebody else asks`,
      bound,
      "stop other loads",
    );
  }
  return fate === "inconclusive"
    ? pass(measured, bound, { fate, requests, analyses })
    : fail(
      measured,
      bound,
      "what do your conditions say of no result, and of few requests?",
    );
}

function triedText({ fate, seconds, requests, analyses }: Tried): string {
  const seen = analyses.map(({ phase, values }) =>
    `analysis ${phase}: ` +
    Object.entries(values).map(([name, all]) => `${name} ${all.join(" ")}`)
      .join(", ")
  );
  return [`${fate} after ${seconds} s, ${requests} requests to it`, ...seen]
    .join("; ");
}

interface Version {
  readonly variables: Readonly<Record<string, string>>;
  readonly hasCustomers: boolean;
}

async function tried(
  context: CheckContext,
  { variables, hasCustomers }: Version,
  judge: (tried: Tried) => Finding,
): Promise<Finding> {
  const ready = await readyRollout(context);
  if ("verdict" in ready) return ready;
  const { kubectl, clock } = context;
  const { rollout, plan } = ready;
  if (analysesOf(plan).length === 0) return evaluateJudged(plan);
  context.note(
    "a version is tried by your plan, three times as fast: a minute or two ...",
  );
  const calm = hasCustomers ? undefined : await quiet(kubectl);
  const load = hasCustomers ? await startCustomers(context, RPS) : undefined;
  const start = clock.monotonic();
  try {
    return await withFasterPlan(
      kubectl,
      plan,
      (plan) =>
        tryVersion(context, { rollout, plan, variables }, async (hash) => {
          const fate = await watchRollout(context, rollout.metadata.name, {
            known: (now) => fateOf(now, { hash, plan }),
            withinMs: VERDICT_MS,
          });
          const requests = await requestsOf(context, hash);
          const seconds = Math.round((clock.monotonic() - start) / 1000);
          const analyses = await analysesSeen(kubectl, hash);
          return judge({ fate, seconds, requests, analyses });
        }),
    );
  } finally {
    await load?.stop();
    await calm?.undo();
  }
}

/** Requests that the pods with that hash have had, also those that are gone. */
async function requestsOf(
  { clusterPrometheus }: CheckContext,
  hash: string,
): Promise<number> {
  const [sample] = await clusterPrometheus.query(
    `sum(max_over_time(gateway_requests_total{rs_hash="${hash}"}[10m]))`,
  );
  return Math.round(sample?.value ?? 0);
}

const Deployments = z.object({
  items: z.array(z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({ replicas: z.int() }),
  })),
});

/** Loads that students may have running. */
const LOADS = /^(?:loadgen|mixedload)$/;

/** Stops the loads that run. */
async function quiet(kubectl: Kubectl): Promise<{ undo(): Promise<void> }> {
  const { items } = Deployments.parse(
    await kubectl.json(["get", "deployments"]),
  );
  const running = items.filter(({ metadata, spec }) =>
    LOADS.test(metadata.name) && spec.replicas > 0
  );
  const scale = (name: string, replicas: number): Promise<string> =>
    kubectl.run(["scale", `deployment/${name}`, `--replicas=${replicas}`]);
  for (const { metadata } of running) {
    await scale(metadata.name, 0);
    const pods = ["wait", "pods", "-l", `app=${metadata.name}`];
    await kubectl.run([...pods, "--for=delete", "--timeout=60s"]);
  }
  return {
    async undo() {
      for (const { metadata, spec } of running) {
        await scale(metadata.name, spec.replicas);
      }
    },
  };
}
