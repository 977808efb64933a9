/**
 * The verdict on seven runs of a backup, and one without a database.
 * @module
 */

import { plural } from "../../scripts/lib/text/mod.ts";
import {
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  passWithRemark,
} from "../../scripts/checks/mod.ts";
import type { Runs } from "./backup_job.ts";
import { type BackupPlan, planProblems, planRemark } from "./backup_plan.ts";
import type { Dump } from "./dumps.ts";
import type { WrittenBackup } from "./written_backup.ts";

/** The name of the CronJob. */
export const NAME = "postgres-backup";

/** How often it is run. */
export const TIMES = 7;

/** How many dumps must be left. */
export const KEEP = 5;

/** The backups that remain after the runs. */
export interface Retention {
  readonly runs: Runs;
  /** After the runs, the oldest first. */
  readonly dumps: readonly Dump[];
  /** The problems of those that were restored. */
  readonly problems: readonly string[];
  readonly plan: BackupPlan;
  /** Dumps that were gone after a run that could not reach the database. */
  readonly lost?: readonly Dump[];
  /** Whether a run without a database said that all was well. */
  readonly hidden?: boolean;
}

/** Evaluates it. */
export function evaluateRetention(
  { runs, dumps, problems, plan, lost = [], hidden = false }: Retention,
): Finding {
  const bound =
    `after ${TIMES} runs exactly the ${KEEP} newest *.dump in /backups, each restorable ` +
    "with the shop's orders; a failed run deletes none; never two runs at once";
  const look =
    "kubectl exec deploy/backup-inspector -- ls -l /backups, then kubectl logs job/NAME of the last job";
  const samples = { runs, dumps };
  const measured = `${runs.succeeded} of ${TIMES} runs, ${
    plural(dumps.length, "dump")
  } left`;
  if (runs.succeeded < TIMES) {
    return fail(
      `${measured}; the last said: ${runs.log.slice(-300)}`,
      bound,
      "kubectl get jobs, then kubectl logs job/NAME",
      samples,
    );
  }
  if (dumps.length !== KEEP) return fail(measured, bound, look, samples);
  const since = runs.began.at(-KEEP);
  if (since === undefined) {
    return couldNotVerify(
      `${measured}; no pod is left that says when it ran`,
      bound,
      look,
    );
  }
  const old = dumps.filter(({ written }) => written < since - 1000); // it is given in seconds
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
      `a run that could not reach the database deleted ${lost.length} good ${
        lost.length === 1 ? "dump" : "dumps"
      }`,
      bound,
      look,
      samples,
    );
  }
  if (problems.length > 0) {
    return fail(
      `${problems.length} of the dumps cannot be restored, e.g. ${problems[0]}`,
      bound,
      look,
      samples,
    );
  }
  if (hidden) {
    return fail(
      "a run that could not reach the database ended with success",
      bound,
      "the script of the job: which exit code does it end with when pg_dump fails?",
      samples,
    );
  }
  const [wrong] = planProblems(plan);
  if (wrong !== undefined) return fail(wrong, bound, "step B.1", samples);
  const all = `${measured}, the newest, each restored`;
  const remark = planRemark(plan) ?? silentRemark(runs, dumps);
  return remark === undefined
    ? pass(all, bound, samples)
    : passWithRemark(all, bound, remark, samples);
}

/** The last of the runs had something to remove, and must have named it. */
function silentRemark(
  { log }: Runs,
  dumps: readonly Dump[],
): string | undefined {
  const left = new Set(dumps.map(({ path }) => path.split("/").at(-1)));
  const told = log.match(/[\w.:+-]+\.dump\b/g) ?? [];
  return told.some((name) => !left.has(name))
    ? undefined
    : "its log does not say which dump it removed";
}

/** Evaluates what is written of it. */
export function evaluateWritten(written: WrittenBackup): Finding {
  const bound = `a CronJob ${NAME} every five minutes, never two at once, ` +
    "with a password from the Secret, on a claim that outlives its pods";
  if (written.plan === undefined) {
    return notStarted(`no file declares a CronJob ${NAME}`, "step B.1");
  }
  const [wrong] = [
    ...written.invalid,
    ...planProblems(written.plan),
    ...written.problems,
  ];
  if (wrong !== undefined) return fail(wrong, bound, "step B.1");
  const measured = `${NAME}, "${written.plan.schedule}"`;
  const remark = planRemark(written.plan);
  return remark === undefined
    ? pass(measured, bound)
    : passWithRemark(measured, bound, remark);
}
