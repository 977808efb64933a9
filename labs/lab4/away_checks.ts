/**
 * Steps 4.10 and 4.11: a part is unavailable, and no other part restarts
 * because of it.
 * @module
 */

import { poll } from "../../scripts/lib/wait/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
} from "../../scripts/checks/mod.ts";
import {
  askDatabase,
  podsOf,
  workloadOf,
} from "../../scripts/adapters/kubernetes/mod.ts";
import { type Demand, evaluateOutage } from "./away_verdict.ts";
import { outage, type Taking } from "./outage.ts";
import { type Prediction, rowOf, untrue } from "./prediction.ts";

/** Longest wait until a pod is gone (ms). */
const GONE_MS = 90_000;

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
    "without Redis the list works, all stay ready, none is restarted, as predicted",
  hints: [
    "Which of your services needs Redis to answer a probe, and which needs it only to do " +
    "its work?",
    "The list is read from the database. Reserving needs Redis. Readiness of events asks " +
    "/readyz, and /health asks more (Lecture 4, slide 9).",
    "For a shop without its mail server, a prediction could be: gateway ready yes, orders " +
    "ready yes, list 200, mail 503, restarts 0.",
  ],
  measures:
    "readiness, restarts and customers' answers without Redis, and the prediction",
  tool: "kubectl, a load in the cluster, report fields",
  catches: [
    "a probe that asks Redis, at work",
    "a prediction that is not what is seen",
  ],
  written: (context) => predicted(context, WITHOUT_REDIS),
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
    "without its database events is not ready, and is not restarted, as predicted",
  hints: [
    "Which of the two services asks the database itself when it is asked whether it is " +
    "ready?",
    "A pod that is not ready gets no requests and is not restarted (Lecture 4, slide 9). " +
    "A pod whose liveness probe fails is restarted.",
    "For a warehouse without its disk, a prediction could be: warehouse ready no, gateway " +
    "ready yes, list 502, order 502, restarts 0.",
  ],
  measures:
    "readiness, restarts and customers' answers without PostgreSQL, and the prediction",
  tool: "kubectl, SQL, a load in the cluster, report fields",
  catches: [
    "a readiness that does not ask the database",
    "a prediction that is not what is seen",
  ],
  written: (context) => predicted(context, WITHOUT_POSTGRES),
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

/** Holds an outage to what was predicted and to what has to be. */
async function held(
  context: CheckContext,
  demand: Demand,
  taking: Taking,
): Promise<Finding> {
  const told = await toldOf(context, demand);
  if ("verdict" in told) return told;
  return evaluateOutage(demand, told, await outage(context, taking));
}

const FILE = "submissions/lab4.md";

/** The report's row about a part, or that it cannot be read. */
async function toldOf(
  context: CheckContext,
  { part }: Demand,
): Promise<Prediction | Finding> {
  const row = rowOf(await reportOf(context, 4) ?? "", part);
  if (row === undefined) {
    return notStarted(
      `the predictions in ${FILE} have no entry for ${part}`,
      "deno task lab start 4, which writes an empty one",
    );
  }
  return row.unreadable.length === 0 ? row.told : couldNotVerify(
    `the prediction for ${part}: ${row.unreadable.join("; ")}`,
    "five cells that can be read",
    `${FILE}, step 4.10`,
  );
}

/** Evaluates the prediction alone, by what has to be. */
async function predicted(
  context: CheckContext,
  demand: Demand,
): Promise<Finding> {
  const told = await toldOf(context, demand);
  if ("verdict" in told) return told;
  const wrong = untrue(told, demand.effect);
  const bound = "five cells that say what you see while the part is away";
  return wrong.length === 0
    ? pass(`the prediction for ${demand.part}`, bound, told)
    : fail(
      `these cells for ${demand.part} are not what happens: ${
        wrong.join(", ")
      }`,
      bound,
      `${FILE}; take the part away as in step 4.10, and compare`,
    );
}
