/**
 * Seven runs, five dumps: the newest ones, each of which brings the shop back;
 * and a run that fails takes none of them away.
 * @module
 */

import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { cronJobOf, runCronJob, type Runs } from "./backup_job.ts";
import { type Dump, dumpProblem, dumpsOf } from "./dumps.ts";
import { onLive } from "./live.ts";

const NAME = "postgres-backup";

/** How often it is run. */
const TIMES = 7;

/** How many dumps must be left. */
const KEEP = 5;

/** A server that is not there, by the names that clients know it. */
const NOWHERE = "no-such-server.invalid";

const SABOTAGE = {
  PGHOST: NOWHERE,
  PGHOSTADDR: "",
  DB_HOST: NOWHERE,
  PGCONNECT_TIMEOUT: "3",
};

/** Step B.2. */
export const retention: Check = {
  id: "B.2",
  task: 0,
  title:
    "after seven runs the five newest dumps are left, and each can be restored",
  hints: [
    "What would your script delete if the dump before it had failed?",
    "A file should get its final name only when it is complete (Lecture 9, slide 12). set " +
    "-e stops at the first error, and sort -r | tail -n +6 lists everything beyond the " +
    "newest five.",
    "For logs: set -e; make_log > /logs/x.part; test_log /logs/x.part; mv /logs/x.part " +
    "/logs/x.log; ls /logs/*.log | sort -r | tail -n +4 | xargs -r rm -v keeps three.",
  ],
  measures:
    "seven runs of the CronJob and one without a database, then each dump restored",
  tool: "Kubernetes Jobs, pg_restore",
  catches: [
    "the oldest five are kept",
    "a failed run that pushes a good dump out",
    "dumps of the schema alone",
  ],
  async run({ kubectl, clock, note }) {
    const cronJob = await cronJobOf(kubectl, NAME);
    if (cronJob === undefined) {
      return notStarted(`there is no CronJob ${NAME}`, "step B.1");
    }
    const before = await dumpsOf(kubectl);
    note(`running ${NAME} ${TIMES} times, about a minute ...`);
    const runs = await runCronJob({ kubectl, clock }, cronJob, {
      times: TIMES,
    });
    const dumps = await dumpsOf(kubectl);
    if (runs.succeeded < TIMES) {
      return evaluateRetention({ runs, dumps, problems: [], isOnce: true });
    }
    const broken = await runCronJob({ kubectl, clock }, cronJob, {
      times: 1,
      env: SABOTAGE,
    });
    const left = await dumpsOf(kubectl);
    const { schedule, concurrencyPolicy } = cronJob.spec;
    note(
      `${before.length} dumps before, ${dumps.length} after; restoring each ...`,
    );
    return await onLive({ kubectl }, async (live) => {
      const problems: string[] = [];
      for (const dump of left) {
        const problem = await dumpProblem(kubectl, live, dump);
        if (problem !== undefined) problems.push(`${dump.path}: ${problem}`);
      }
      return evaluateRetention({
        runs,
        dumps,
        problems,
        isOnce: concurrencyPolicy !== "Allow",
        schedule,
        ...broken.failed > 0
          ? { lost: dumps.filter(({ path }) => !has(left, path)) }
          : {},
      });
    });
  },
};

function has(dumps: readonly Dump[], path: string): boolean {
  return dumps.some((one) => one.path === path);
}

/** What was left after the runs. */
export interface Retention {
  readonly runs: Runs;
  /** After the runs, the oldest first. */
  readonly dumps: readonly Dump[];
  /** What is wrong with those that were restored. */
  readonly problems: readonly string[];
  /** Whether two never run at once. */
  readonly isOnce: boolean;
  readonly schedule?: string;
  /** Dumps that were gone after a run that could not reach the database. */
  readonly lost?: readonly Dump[];
}

/** Evaluates it. */
export function evaluateRetention(
  { runs, dumps, problems, isOnce, lost = [] }: Retention,
): Finding {
  const bound =
    `after ${TIMES} runs exactly the ${KEEP} newest *.dump in /backups, each restorable ` +
    "with the shop's orders; a failed run takes none away; never two at once";
  const look =
    "kubectl exec deploy/backup-inspector -- ls -l /backups; kubectl logs of the last job";
  const samples = { runs, dumps };
  const measured =
    `${runs.succeeded} of ${TIMES} runs, ${dumps.length} dumps left`;
  if (runs.succeeded < TIMES) {
    return fail(
      `${measured}; the last said: ${runs.log.slice(-300)}`,
      bound,
      "kubectl get jobs, kubectl logs",
      samples,
    );
  }
  if (dumps.length !== KEEP) return fail(measured, bound, look, samples);
  const since = runs.began.at(-KEEP);
  if (since === undefined) {
    return couldNotVerify(`${measured}; no pod tells when it ran`, bound, look);
  }
  const old = dumps.filter(({ written }) => written < since - 1000); // it is told in seconds
  if (old.length > 0) {
    return fail(
      `${measured}, ${old.length} of them older than the last five runs`,
      bound,
      look,
      samples,
    );
  }
  if (lost.length > 0) {
    return fail(
      `a run without a database took ${lost.length} good dumps away`,
      bound,
      look,
      samples,
    );
  }
  if (problems.length > 0) {
    return fail(
      `${problems.length} cannot be restored, e.g. ${problems[0]}`,
      bound,
      look,
      samples,
    );
  }
  return isOnce
    ? pass(`${measured}, the newest, each restored`, bound, samples)
    : fail("two may run at once", bound, "concurrencyPolicy: Forbid", samples);
}
