/**
 * Seven runs, five dumps: the newest ones, each of which brings the shop back;
 * and a run that fails takes none of them away.
 * @module
 */

import {
  type Check,
  type Finding,
  notStarted,
} from "../../scripts/checks/mod.ts";
import {
  cronJobOf,
  runCronJob,
  type RunOptions,
  type Runs,
} from "./backup_job.ts";
import type { BackupPlan } from "./backup_plan.ts";
import {
  type Dump,
  dumpProblem,
  dumpsOf,
  fromVolume,
  type LoadDump,
} from "./dumps.ts";
import { type Live, onLive } from "./live.ts";
import {
  evaluateRetention,
  evaluateWritten,
  KEEP,
  NAME,
  TIMES,
} from "./retention_verdict.ts";
import { writtenBackup } from "./written_backup.ts";

/** Step B.2. */
export const retention: Check = {
  id: "B.2",
  task: 0,
  title:
    "after seven runs the five newest dumps are left, and each can be restored",
  hints: [
    "What would your script delete if the dump before it had failed?",
    "A file should get its final name only when it is complete (Lecture 9, slide 1). set " +
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
  written: async (context) => evaluateWritten(await writtenBackup(context)),
  async run(context) {
    const { kubectl, clock } = context;
    const cronJob = await cronJobOf(kubectl, NAME);
    if (cronJob === undefined) {
      return notStarted(`there is no CronJob ${NAME}`, "step B.1");
    }
    return await onLive(
      context,
      (live) =>
        retentionOn(
          {
            dumps: () => dumpsOf(kubectl),
            run: (options) => runCronJob({ kubectl, clock }, cronJob, options),
            load: fromVolume(kubectl),
            nextMinute: () => clock.sleep(60_000 - clock.now() % 60_000),
            note: context.note,
          },
          { ...cronJob.spec, whole: cronJob.spec },
          live,
        ),
    );
  },
};

/** Where backups are made, and how. */
export interface BackupPlace {
  dumps(): Promise<readonly Dump[]>;
  run(options: RunOptions): Promise<Runs>;
  readonly load: LoadDump;
  /** Waits until a file that is named by the minute gets another name. */
  nextMinute(): Promise<void>;
  note(line: string): void;
}

/** Runs the backup as often as it takes, and looks at what is left. */
export async function retentionOn(
  place: BackupPlace,
  plan: BackupPlan,
  live: Live,
): Promise<Finding> {
  const before = await place.dumps();
  place.note(`running ${NAME} ${TIMES} times, about a minute ...`);
  let runs = await place.run({ times: TIMES });
  let dumps = await place.dumps();
  if (runs.succeeded === TIMES && areNamedByTheMinute(dumps, runs)) {
    place.note(
      "its dumps are named by the minute: once more, a run a minute ...",
    );
    runs = await runByTheMinute(place);
    dumps = await place.dumps();
  }
  if (runs.succeeded < TIMES) {
    return evaluateRetention({ runs, dumps, problems: [], plan });
  }
  const broken = await place.run({ times: 1, withoutDatabase: true });
  const left = await place.dumps();
  const gone = dumps.filter(({ path }) => !has(left, path));
  const added = left.filter(({ path }) => !has(dumps, path));
  place.note(
    `${before.length} dumps before, ${dumps.length} after; restoring each ...`,
  );
  const problems = new Map<string, string>();
  for (const dump of left) {
    const problem = await dumpProblem(place.load, live, dump);
    if (problem !== undefined) problems.set(dump.path, problem);
  }
  // A dump that came all the same was made of a database that did answer.
  const hasReached = broken.failed === 0 &&
    added.some(({ path }) => !problems.has(path));
  return evaluateRetention({
    runs,
    dumps,
    problems: [...problems].map(([path, words]) => `${path}: ${words}`),
    plan,
    ...hasReached ? {} : { lost: gone, hidden: broken.failed === 0 },
  });
}

/** Too few are left though the last run has written one: the names were the same. */
function areNamedByTheMinute(
  dumps: readonly Dump[],
  { began }: Runs,
): boolean {
  const last = began.at(-1);
  const newest = dumps.at(-1);
  return dumps.length < KEEP && last !== undefined && newest !== undefined &&
    newest.written >= last - 1000;
}

async function runByTheMinute(place: BackupPlace): Promise<Runs> {
  let all: Runs = { succeeded: 0, failed: 0, began: [], log: "" };
  for (let i = 0; i < TIMES && all.failed === 0; i++) {
    await place.nextMinute();
    const { succeeded, failed, began, log } = await place.run({ times: 1 });
    all = {
      succeeded: all.succeeded + succeeded,
      failed: all.failed + failed,
      began: [...all.began, ...began],
      log,
    };
  }
  return all;
}

function has(dumps: readonly Dump[], path: string): boolean {
  return dumps.some((one) => one.path === path);
}
