/**
 * A table was lost and came back, out of a backup and from nowhere else.
 * @module
 */

import { isGood } from "../../scripts/recovery/backup/mod.ts";
import { brokenInvariants } from "../../scripts/recovery/drill/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  FLOOR,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { withDatabase } from "../../scripts/adapters/postgres/mod.ts";
import { ownBackups } from "./backup_check.ts";
import { onLive, type WithLive } from "./live.ts";
import { type Trace, tracesOf } from "./traces.ts";

/** Step 9.6. */
export const accident: Check = {
  id: "9.6",
  task: 1,
  title:
    "the orders came back from a backup that was taken before the accident",
  hints: [
    "Which backup is older than the accident and still has the orders?",
    "Restored orders are written by one transaction, and sold ones by one each. The " +
    "newest backup is not always the right one (Lecture 9, slide 18).",
    "deno task backup list shows 09:10 with 400 orders and 09:20 with 0. The accident was " +
    "at 09:15, so deno task restore takes the ID of 09:10.",
  ],
  measures:
    "the transactions that wrote the live orders, and the canary of a backup",
  tool: "PostgreSQL: xmin, the backup's manifest",
  catches: ["orders that were never lost", "a database that was seeded again"],
  run: (context) => accidentOn(context, (work) => onLive(context, work)),
};

/** Looks what a live database has of each backup. */
export async function accidentOn(
  context: CheckContext,
  withLive: WithLive,
): Promise<Finding> {
  const backups = (await ownBackups(context)).filter(isGood);
  if (backups.length === 0) {
    return notStarted("there is no good backup in backups/", "step 9.5");
  }
  return await withLive((live) =>
    withDatabase(live.url, async (sql) => {
      const traces = await tracesOf(sql, backups);
      const broken = traces.length === 0 ? [] : await brokenInvariants(sql);
      return evaluateAccident(traces, broken);
    })
  );
}

/**
 * Evaluates what the live database has of each backup.
 * @param broken rules of the shop that do not hold in it
 */
export function evaluateAccident(
  traces: readonly Trace[],
  broken: readonly string[],
): Finding {
  const bound =
    `at least ${FLOOR} orders of a backup, all of them, written by one transaction; ` +
    "its canary is there, and the shop's rules hold";
  if (traces.length === 0) {
    return fail(
      "the live database has no table orders",
      bound,
      "deno task restore --replace",
    );
  }
  const known = traces.filter((one) => one.hasCanary);
  if (known.length === 0) {
    return fail(
      `the canary of none of ${traces.length} backups is in the live database`,
      bound,
      "was it seeded again? deno task backup list, deno task restore --replace",
      traces,
    );
  }
  const words = ({ id, orders, there, writers }: Trace): string =>
    `${id}: ${there} of ${orders} orders there, written by ${writers} transactions`;
  const back = known.find(({ writers, orders }) => writers === 1 && orders > 1);
  if (back === undefined) {
    return notStarted(
      `nothing was restored yet (${known.map(words).join("; ")})`,
      "step 9.6",
    );
  }
  if (broken.length > 0) {
    return fail(
      broken.join("; "),
      bound,
      "deno task drill names the rule",
      traces,
    );
  }
  if (back.there !== back.orders) {
    return fail(
      words(back),
      bound,
      "deno task restore says what it read",
      traces,
    );
  }
  return back.orders < FLOOR
    ? couldNotVerify(
      `${words(back)}: too few to say anything`,
      bound,
      "let customers buy first",
    )
    : pass(words(back), bound, traces);
}
