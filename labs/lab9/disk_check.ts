/**
 * A disk that outlives its pod: the same experiment, and nothing is lost.
 * @module
 */

import type postgres from "postgres";
import { isGood } from "../../scripts/recovery/backup/mod.ts";
import {
  type Outcome,
  podsOf,
  waitReady,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  customersDuring,
  fail,
  type Finding,
  FLOOR,
  notStarted,
  outcomeText,
  pass,
  passWithRemark,
} from "../../scripts/checks/mod.ts";
import {
  readServer,
  withDatabase,
} from "../../scripts/adapters/postgres/mod.ts";
import { ownBackups } from "./backup_check.ts";
import { type Disk, diskOf } from "./disk.ts";
import { type DiskPlan, diskPlan } from "./disk_plan.ts";
import { onLive } from "./live.ts";
import { tracesOf } from "./traces.ts";

/** Journeys a second meanwhile. */
const RPS = 5;

/** Longest wait until PostgreSQL is back (ms). */
const READY_MS = 180_000;

/** Step 9.10. */
export const disk: Check = {
  id: "9.10",
  task: 2,
  title:
    "PostgreSQL's pod is deleted while people buy, and every order is still there",
  hints: [
    "Where are the files of PostgreSQL when its pod is deleted?",
    "A StatefulSet gives each pod a volume of its own that survives it (Lecture 9, slide " +
    "17). A new disk is empty, so restore and do not seed. PGDATA must be a folder below " +
    "the mount.",
    "A queue with a disk: volumeClaimTemplates: [{ metadata: { name: box }, spec: … }] " +
    "and volumeMounts: [{ name: box, mountPath: /var/queue }].",
  ],
  measures:
    "orders before and after PostgreSQL's pod is deleted, while customers buy",
  tool: "Kubernetes, PostgreSQL",
  catches: [
    "a Deployment without a disk, or two servers on one",
    "a disk beside the data directory",
    "orders that were lost and restored",
    "a server that does not wait for its disk",
  ],
  written: async (context) => evaluatePlan(await diskPlan(context)),
  async run(context) {
    const { kubectl, clock } = context;
    const found = await diskOf(kubectl);
    if (found === undefined) {
      await onLive(context, () => Promise.resolve()); // or it says that nothing runs
      return notStarted(
        "PostgreSQL's pod has no claim, so its data end with the pod",
        "step 9.10",
      );
    }
    if (!found.isAlone) return evaluateDisk({ disk: found });
    await waitReady(kubectl, clock, READY_MS);
    const before = await stateOf(context);
    const outcome = await customersDuring(context, RPS, async () => {
      const [pod] = await podsOf(kubectl, "postgres");
      if (pod !== undefined) await kubectl.run(["delete", "pod", pod.name]);
      await untilBack(context);
    });
    return evaluateDisk({
      disk: found,
      before,
      outcome,
      after: await stateOf(context),
    });
  },
};

/** The content of the database. */
export interface Held {
  readonly server: string;
  readonly orders: number;
  /** Whether it has the column of the lab's step. */
  readonly hasEmail: boolean;
  /** Whether it has the canary of a backup of the server before. */
  readonly isRestored: boolean;
}

/** A disk, and what became of what was on it. */
export interface DiskMeasured {
  readonly disk: Disk;
  readonly before?: Held;
  readonly after?: Held;
  readonly outcome?: Outcome;
}

/** Evaluates it. */
export function evaluateDisk(
  { disk, before, after, outcome }: DiskMeasured,
): Finding {
  const bound =
    `the same server afterwards, with each of at least ${FLOOR} orders that customers ` +
    "were told of; restored, not seeded";
  if (!disk.isAlone) {
    return fail(
      `a ${disk.kind} that starts the new pod before the old one has gone`,
      "never two servers on one data directory",
      "kubectl explain deployment.spec.strategy, and step 9.10",
    );
  }
  if (before === undefined || after === undefined || outcome === undefined) {
    return couldNotVerify(
      "no pod of PostgreSQL was there to delete",
      bound,
      "kubectl get pods -l app=postgres",
    );
  }
  const grown = after.orders - before.orders;
  const measured =
    `${disk.kind}, ${disk.claim}: ${
      outcomeText(outcome)
    }; ${grown} orders more in ` +
    "the database";
  const samples = { before, after, outcome };
  if (before.server !== after.server) {
    return fail(
      `${measured}; it is another server, so its disk was not kept`,
      bound,
      "kubectl describe pod -l app=postgres: where do its data lie, and what is mounted there?",
      samples,
    );
  }
  if (grown < outcome.orders) {
    return fail(
      `${measured}: ${outcome.orders - grown} are lost`,
      bound,
      "the settings of PostgreSQL in k8s/postgres.yaml: when does it report a commit?",
      samples,
    );
  }
  if (!after.hasEmail || !after.isRestored) {
    const what = after.hasEmail
      ? "no canary of the server before"
      : "no events.email";
    return fail(
      `${what} on the new disk: it was seeded, not restored`,
      bound,
      "step 9.10: deno task restore, after the first start on the new disk",
      samples,
    );
  }
  return outcome.orders < FLOOR
    ? couldNotVerify(
      `${measured}: too few to say anything`,
      bound,
      "kubectl get pods; kubectl logs -l app=gateway --tail=20",
    )
    : pass(measured, bound, samples);
}

/** Evaluates what is written. */
function evaluatePlan(
  { words, problems: [wrong], remarks: [remark] }: DiskPlan,
): Finding {
  const bound =
    "one server, alone on its data; the data on a claim; a Service that finds it";
  if (words === undefined) {
    return wrong === undefined
      ? notStarted("no file declares PostgreSQL", "step 9.10")
      : fail(wrong, bound, "k8s/postgres.yaml, and step 9.10");
  }
  if (wrong !== undefined) {
    return fail(wrong, bound, "k8s/postgres.yaml, and step 9.10");
  }
  return remark === undefined
    ? pass(words, bound)
    : passWithRemark(words, bound, remark);
}

/** The workload's own count may be of the pod that has just gone. */
async function untilBack({ kubectl, clock }: CheckContext): Promise<void> {
  const until = clock.monotonic() + READY_MS;
  while (clock.monotonic() < until) {
    if ((await podsOf(kubectl, "postgres")).some(({ isReady }) => isReady)) {
      break;
    }
    await clock.sleep(500);
  }
  await waitReady(kubectl, clock, READY_MS);
}

async function stateOf(context: CheckContext): Promise<Held> {
  const backups = (await ownBackups(context)).filter(isGood);
  return await onLive(context, (live) =>
    withDatabase(live.url, async (sql) => {
      const traces = await tracesOf(sql, backups);
      const { systemIdentifier: server } = await readServer(sql);
      return {
        server,
        orders: await ordersIn(sql),
        hasEmail: await hasEmail(sql),
        isRestored: traces.some((one) =>
          one.hasCanary && one.server !== server
        ),
      };
    }));
}

/** None where there is no such table: a disk that is new. */
async function ordersIn(sql: postgres.Sql): Promise<number> {
  const [table] = await sql`SELECT to_regclass('public.orders') AS it`;
  if (table?.it === null) return 0;
  const [row] = await sql<
    [{ count: number }]
  >`SELECT count(*)::int AS count FROM orders`;
  return row.count;
}

async function hasEmail(sql: postgres.Sql): Promise<boolean> {
  const rows = await sql`
    SELECT FROM pg_attribute WHERE attrelid = to_regclass('public.events')
       AND attname = 'email' AND NOT attisdropped`;
  return rows.length > 0;
}
