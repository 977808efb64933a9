/**
 * The ground for trials of Lab 9: a PostgreSQL of this machine, on which the
 * student's steps are taken, and what the student did to it is done again.
 * @module
 */

import { withDatabase } from "../../scripts/adapters/postgres/mod.ts";
import type { Check, CheckContext } from "../../scripts/checks/mod.ts";
import type { Ground } from "../../scripts/checks/variants/mod.ts";
import { databasesOf } from "../../scripts/recovery/backup/restore/mod.ts";
import { migrateUp } from "../../scripts/schema/migrate/mod.ts";
import { seed } from "../../scripts/schema/seed/mod.ts";
import { startPostgres } from "../../scripts/stack/local/mod.ts";
import { accident, accidentOn } from "./accident_check.ts";
import { backup, backupOn } from "./backup_check.ts";
import { history, historyOn } from "./history_check.ts";
import type { Live, WithLive } from "./live.ts";
import { retention, retentionOn } from "./retention_check.ts";
import { evaluateWritten } from "./retention_verdict.ts";
import { step, stepOn } from "./step_check.ts";
import { jobHere } from "./job_fixture.ts";
import { tell, USUAL_STORY } from "./story_fixture.ts";
import { STORY } from "./variants/stories.ts";
import { writtenBackup } from "./written_backup.ts";

/** A database with the shop's schema and events, and without a story. */
const BASE = "trial_base";

/** Orders of a minute ago, and of now. */
const BEFORE_DUMPS = [
  "take",
  "sell 30",
  "sql UPDATE orders SET created_at = created_at - interval '1 minute'",
  "sell 5",
].join("\n");

/** Opens it. */
export async function ground(): Promise<Ground> {
  const server = await startPostgres();
  const databases = databasesOf(server.url);
  await migrateUp(server.url, () => {});
  await seed(server.url);
  const trial = new URL(server.url).pathname.slice(1);
  await withDatabase(
    databases.admin,
    (sql) => sql.unsafe(`ALTER DATABASE ${trial} RENAME TO ${BASE}`),
  );
  const copy = (from: string, to: string): Promise<unknown> =>
    withDatabase(
      databases.admin,
      (sql) => sql.unsafe(`CREATE DATABASE ${to} TEMPLATE ${from}`),
    );

  async function begin(
    context: CheckContext,
    onlySchema: boolean,
    usual = USUAL_STORY,
  ): Promise<Live> {
    await databases.drop(trial);
    await copy(BASE, trial);
    await Deno.remove("backups", { recursive: true }).catch(() => {});
    const url = databases.urlOf(trial);
    const story = await context.read(STORY) ?? usual;
    await tell({ url, context }, story, { onlySchema });
    return { url, databases };
  }

  /** The check on a database whose story was set up before it. */
  function after(
    check: Check,
    on: (context: CheckContext, withLive: WithLive) => ReturnType<Check["run"]>,
    onlySchema: boolean,
  ): Check {
    return {
      ...check,
      async run(context) {
        const live = await begin(context, onlySchema);
        return await on(context, (work) => work(live));
      },
    };
  }

  return {
    checks: [
      after(
        history,
        (context, withLive) => withLive((live) => historyOn(context, live)),
        true,
      ),
      {
        // It makes a database of its own, whatever became of the live one.
        ...step,
        run: (context) =>
          stepOn(context, (work) => work({ url: server.url, databases })),
      },
      after(backup, backupOn, false),
      after(accident, accidentOn, false),
      {
        ...retention,
        async run(context) {
          const written = await writtenBackup(context);
          const plain = evaluateWritten(written);
          if (plain.verdict !== "pass" || written.plan === undefined) {
            return plain;
          }
          const live = await begin(context, true, BEFORE_DUMPS);
          await using place = await jobHere(written, live.url);
          return await retentionOn(place, written.plan, live);
        },
      },
    ],
    async [Symbol.asyncDispose]() {
      await server.close();
    },
  };
}
