/**
 * Steps 4.10 and 4.11: a part is away, and nobody is restarted for it.
 * @module
 */

import { poll } from "../../scripts/lib/wait/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  isUnnoticed,
  notStarted,
  outcomeText,
  pass,
  reportOf,
} from "../../scripts/checks/mod.ts";
import {
  askDatabase,
  podsOf,
  workloadOf,
} from "../../scripts/adapters/kubernetes/mod.ts";
import { type Outage, outage, type Taking } from "./outage.ts";
import {
  type Effect,
  effectText,
  type Prediction,
  predictionOf,
  untrue,
} from "./prediction.ts";

/** Fewest requests without which an outage shows nothing. */
const MIN = 20;

/** Longest wait until a pod is gone (ms). */
const GONE_MS = 90_000;

/** What has to be, whatever was foretold. */
export interface Demand {
  readonly part: "redis" | "postgres";
  readonly effect: Effect;
}

/** Redis degrades reserving, and nothing else. */
const WITHOUT_REDIS: Demand = {
  part: "redis",
  effect: {
    events: true,
    gateway: true,
    list: true,
    reserve: false,
    restarts: 0,
  },
};

/** events cannot work without its database, and says so; the gateway can talk. */
const WITHOUT_POSTGRES: Demand = {
  part: "postgres",
  effect: {
    events: false,
    gateway: true,
    list: false,
    reserve: false,
    restarts: 0,
  },
};

/** Step 4.10. */
export const redisAway: Check = {
  id: "4.10",
  task: 2,
  title:
    "without Redis the list works, all stay ready, none is restarted, as foretold",
  hints: [
    "Fill the row redis of the table before you try; then hold it against what you see.",
    "A restart while Redis is away: some liveness probe asks Redis, perhaps through others.",
    "events answers /readyz with 200 without Redis; /health says 503. Which one is asked?",
  ],
  async run(context) {
    const { kubectl } = context;
    const workload = await workloadOf(kubectl, "redis");
    if (workload === undefined) {
      return notStarted("no Redis runs in this cluster", "step 4.3");
    }
    const what = `${workload.kind}/${workload.metadata.name}`;
    const scale = (replicas: number) =>
      kubectl.run(["scale", what, `--replicas=${replicas}`]);
    return await held(context, WITHOUT_REDIS, {
      async take() {
        await scale(0);
        await poll(async () => (await podsOf(kubectl, "redis")).length === 0, {
          clock: context.clock,
          withinMs: GONE_MS,
          everyMs: 500,
        });
      },
      giveBack: async () => void await scale(workload.spec.replicas),
    });
  },
};

/** Ends every session of the shop, and lets no other begin; nothing is lost. */
const CLOSE = [
  "ALTER DATABASE quickticket ALLOW_CONNECTIONS false",
  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'quickticket'",
] as const;

const OPEN = ["ALTER DATABASE quickticket ALLOW_CONNECTIONS true"] as const;

/** Step 4.11. */
export const postgresAway: Check = {
  id: "4.11",
  task: 2,
  title:
    "without its database events is not ready, and is not restarted, as foretold",
  hints: [
    "Fill the row postgres of the table; which of the two services asks the database itself?",
    "events still ready without a database? Its readiness probe asks the wrong address.",
    "Readiness of events: httpGet /readyz. It says 503 while PostgreSQL does not answer.",
  ],
  async run(context) {
    const { kubectl } = context;
    const [pod] = await podsOf(kubectl, "postgres");
    if (pod === undefined) {
      return notStarted("no PostgreSQL runs in this cluster", "step 4.3");
    }
    const tell = async (statements: readonly string[]) => {
      for (const sql of statements) {
        await askDatabase(kubectl, sql, { database: "postgres" });
      }
    };
    return await held(context, WITHOUT_POSTGRES, {
      take: () => tell(CLOSE),
      giveBack: () => tell(OPEN),
    });
  },
};

/** Holds an outage to what was foretold and to what has to be. */
async function held(
  context: CheckContext,
  demand: Demand,
  taking: Taking,
): Promise<Finding> {
  const report = await reportOf(context, 4);
  const told = predictionOf(report ?? "", demand.part);
  if (told === undefined) {
    return notStarted(
      `no row ${demand.part} in the table of submissions/lab4.md`,
      "deno task lab start 4 writes an empty table",
    );
  }
  return evaluateOutage(demand, told, await outage(context, taking));
}

/** Evaluates what was seen while a part was away. */
export function evaluateOutage(
  { part, effect: must }: Demand,
  told: Prediction,
  { effect, during, after, seconds }: Outage,
): Finding {
  const bound = `${effectText(must)}; the table says so; ` +
    "then the shop sells again";
  const measured = `${part} away for ${seconds} s: ${effectText(effect)}; ` +
    `afterwards ${outcomeText(after)}`;
  const samples = { effect, told, during, after, seconds };
  if ((during.steps?.list?.count ?? 0) < MIN) {
    return couldNotVerify(
      `${measured}; only ${during.requests} requests were made meanwhile`,
      bound,
      "check 4.6 first",
    );
  }
  if (effect.reserve) {
    return couldNotVerify(
      `${measured}: reserving went on, so ${part} was not away`,
      bound,
      `kubectl get pods -l app=${part}`,
    );
  }
  if (effect.restarts > 0) {
    return fail(
      measured,
      bound,
      "kubectl describe pod: which liveness probe failed, and whom does it ask?",
      samples,
    );
  }
  if (untrue(must, effect).length > 0) {
    return fail(
      measured,
      bound,
      "readinessProbe of events and gateway",
      samples,
    );
  }
  const wrong = untrue(told, effect);
  if (wrong.length > 0) {
    return fail(
      `${measured}; the table says otherwise: ${wrong.join(", ")}`,
      bound,
      `row ${part} of submissions/lab4.md`,
      samples,
    );
  }
  return isUnnoticed(after) ? pass(measured, bound, samples) : fail(
    measured,
    bound,
    "kubectl logs deployment/events --tail=20",
    samples,
  );
}
