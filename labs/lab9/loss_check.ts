/**
 * The server was lost with all it had, and the shop sells again: RPO and RTO as
 * data and identifiers tell them.
 * @module
 */

import type postgres from "postgres";
import {
  type GoodBackup,
  hasCanary,
  isGood,
} from "../../scripts/recovery/backup/mod.ts";
import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  readServer,
  withDatabase,
} from "../../scripts/adapters/postgres/mod.ts";
import { ownBackups } from "./backup_check.ts";
import { type Loss, lossesOf } from "./births.ts";
import { diskOf } from "./disk.ts";
import { onLive } from "./live.ts";

/** Step 9.8. */
export const loss: Check = {
  id: "9.8",
  task: 2,
  title:
    "the server was lost without a disk, and its orders came back: RPO and RTO",
  hints: [
    "From which moment to which moment did customers have no shop?",
    "RPO runs from the last backup to the loss, and RTO from the loss to the first new " +
    "order (Lecture 9, slide 13). PostgreSQL's identifier tells when its disk was made.",
    "Backup at 10:00:00, loss at 10:00:20, first order at 10:01:05: an RPO of 20 s and an " +
    "RTO of 45 s.",
  ],
  measures:
    "when the live server's disk was made, the last backup before it, the first order after it",
  tool: "PostgreSQL's system identifier, the backups' manifests",
  catches: ["a server that was never lost", "orders that did not come back"],
  async run(context) {
    const backups = (await ownBackups(context)).filter(isGood);
    if (backups.length === 0) {
      return notStarted("there is no good backup in backups/", "step 9.7");
    }
    return await onLive(
      context,
      (live) =>
        withDatabase(live.url, async (sql) => {
          const { systemIdentifier } = await readServer(sql);
          const losses = lossesOf(
            await shownOf(sql, backups),
            systemIdentifier,
          );
          const outages = await Promise.all(losses.map(async (one) => ({
            ...one,
            rtoSeconds: await outageOf(sql, one),
          })));
          const hasDisk = await diskOf(context.kubectl) !== undefined;
          return evaluateLoss(outages, hasDisk);
        }),
    );
  },
};

/** A loss, and how long no customer could buy. */
export interface Outage extends Loss {
  /** From the new disk to the first order on it (s); undefined: none yet. */
  readonly rtoSeconds: number | undefined;
}

/**
 * Evaluates losses, the oldest first.
 * @param hasDisk the move onto a disk changes the server once more
 */
export function evaluateLoss(
  outages: readonly Outage[],
  hasDisk: boolean,
): Finding {
  const bound =
    "a server made after the backup of another, that backup's canary on the live " +
    "database, and an order after it";
  const lost = hasDisk ? outages.slice(0, -1) : outages;
  const newest = lost.at(-1);
  if (newest === undefined) {
    return notStarted(
      hasDisk
        ? "the backups show only the move onto a disk, and no lost server"
        : "every backup is of the server that runs now",
      "steps 9.7 and 9.8: run deno task backup before you delete the pod",
    );
  }
  const { at, backup, rpoSeconds, rtoSeconds } = newest;
  const measured =
    `made again at ${
      new Date(at).toISOString()
    }; RPO ${rpoSeconds} s (${backup.id}), ` +
    `RTO ${
      rtoSeconds === undefined ? "unknown" : `${rtoSeconds} s`
    } to the first order`;
  if (!backup.hasCanary) {
    return fail(
      `${measured}; the canary of ${backup.id} is missing`,
      bound,
      "step 9.8: deno task restore with that backup",
      outages,
    );
  }
  return rtoSeconds === undefined
    ? fail(
      `${measured}: no customer has bought since`,
      bound,
      "kubectl get pods: the load mixedload must run",
      outages,
    )
    : pass(measured, bound, outages);
}

async function shownOf(sql: postgres.Sql, backups: readonly GoodBackup[]) {
  return await Promise.all(backups.map(async ({ id, manifest }) => ({
    id,
    server: manifest.server.systemIdentifier,
    at: Date.parse(manifest.snapshot.at),
    hasCanary: manifest.canary !== null &&
      await hasCanary(sql, manifest.canary),
  })));
}

async function outageOf(
  sql: postgres.Sql,
  { at }: Loss,
): Promise<number | undefined> {
  const [row] = await sql<{ at: Date | null }[]>`
    SELECT min(created_at) AS at FROM orders WHERE created_at > ${new Date(
    at,
  )}`;
  return row?.at == null
    ? undefined
    : Math.round((row.at.getTime() - at) / 100) / 10;
}
