/**
 * The drill's result: sealed by the tool, of a backup of this very database,
 * while people bought.
 * @module
 */

import { hasCanary } from "../../scripts/recovery/backup/mod.ts";
import { type Result, resultSchema } from "../../scripts/recovery/drill/mod.ts";
import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { withDatabase } from "../../scripts/adapters/postgres/mod.ts";
import { unseal } from "../../scripts/lib/seal/mod.ts";
import { onLive } from "./live.ts";

const FILE = "submissions/lab9-drill.json";

/** Fewest sold on the live shop meanwhile: times of an idle machine say little. */
const SOLD = 5;

/** Step 9.9. */
export const drilled: Check = {
  id: "9.9",
  task: 2,
  title: "a drill has measured RTO and RPO, while people bought",
  hints: [
    "Did customers buy while the drill was running, and did it restore a backup with a " +
    "canary?",
    "A drill restores the newest backup beside the live shop and sells a ticket on it " +
    "(Lecture 9, slide 14). A bare dump has no canary.",
    "deno task drill --out FILE with DATABASE_URL set, while kubectl get deploy mixedload " +
    "shows 2/2.",
  ],
  measures:
    "the sealed result of the drill: rungs, RTO, RPO, orders sold meanwhile",
  tool: "Ed25519 seals, the canary in the live database",
  catches: [
    "an edited result",
    "a drill of another database",
    "a drill of an idle shop",
  ],
  async run(context) {
    const text = await context.read(FILE);
    if (text === undefined) {
      return notStarted(`there is no ${FILE}`, "step 9.9");
    }
    const read = await unseal(text, resultSchema);
    if ("problem" in read) {
      return evaluateDrill({ problem: read.problem, isOurs: false });
    }
    const { content: result } = read;
    const token =
      result.checks.find(({ name }) => name === "canary")?.measured ?? "";
    const isOurs = await onLive(
      context,
      (live) => withDatabase(live.url, (sql) => hasCanary(sql, token)),
    );
    return evaluateDrill({ result, isOurs });
  },
};

/** The facts about a result. */
export interface Drilled {
  /** The problem of its seal. */
  readonly problem?: string;
  readonly result?: Result;
  /** Whether its backup's token is on the live database. */
  readonly isOurs: boolean;
}

/** Evaluates it. */
export function evaluateDrill({ problem, result, isOurs }: Drilled): Finding {
  const bound =
    `sealed; every rung of a backup of this database passes; at least ${SOLD} orders ` +
    "sold meanwhile";
  const again = "deno task drill --out " + FILE;
  if (result === undefined) {
    return fail(`${FILE}: ${problem ?? "no result"}`, bound, again);
  }
  const { verdict, rto, rpo, live, backup, checks } = result;
  const measured =
    `${verdict}; RTO ${rto.firstOrder ?? "-"} s to the first order, RPO ` +
    `${rpo.seconds ?? "-"} s and ${rpo.orders ?? "?"} orders, ${
      live?.orders ?? 0
    } sold meanwhile ` +
    `(${backup.name})`;
  const samples = { rto, rpo, live };
  if (verdict !== "pass" || rto.firstOrder === null || rpo.orders === null) {
    const bad = checks.find((one) => one.verdict !== "pass");
    return fail(
      `${measured}: ${
        bad === undefined
          ? "it did not come to an order"
          : `${bad.name}: ${bad.measured}`
      }`,
      bound,
      again,
      samples,
    );
  }
  if (!isOurs) {
    return fail(
      `${measured}: your database does not have the canary of that backup`,
      bound,
      "deno task backup list: drill a backup of the database that runs now",
      samples,
    );
  }
  return (live?.orders ?? 0) < SOLD
    ? fail(
      `${measured}: too few customers bought, so these are the times of an idle machine`,
      bound,
      "kubectl apply -k labs/lab8, which starts customers; then drill again",
      samples,
    )
    : pass(measured, bound, samples);
}
