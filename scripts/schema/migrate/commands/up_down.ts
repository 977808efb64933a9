/**
 * `deno task migrate up` and `down`
 * @module
 */

import type postgres from "postgres";
import { withDatabase } from "../../../adapters/postgres/mod.ts";
import {
  boolean,
  defineTool,
  duration,
  Exit,
  type Host,
  integer,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { connected, json, stepsOf, where } from "../connected.ts";
import { stepsToTake, stepsToTakeBack } from "../choose_steps.ts";
import { readHistory } from "../history.ts";
import { lockWatcher, noWatcher, seenText } from "../lock_report.ts";
import { migrate, migrateDown } from "../migrate.ts";
import type { Step } from "../step.ts";
import { type Patience, TIMEOUT, type Watcher } from "../take_step.ts";

const careful = {
  ...where,
  dryRun: boolean("dry-run", { help: "print the SQL, change nothing" }),
  lockReport: boolean("lock-report", {
    help: "say which locks each statement took, and who waited",
  }),
  lockTimeout: duration("lock-timeout", {
    default: TIMEOUT.lockMs,
    min: 10,
    max: 3_600_000,
    help: "longest wait for a lock before it steps aside and tries again",
  }),
  statementTimeout: duration("statement-timeout", {
    default: TIMEOUT.statementMs,
    min: 10,
    max: 86_400_000,
    help: "longest life of a statement",
  }),
  to: text("to", { default: undefined, help: "number or name of a step" }),
  json,
};

/** Takes what is missing. */
export const up: Tool = defineTool({
  name: "up",
  summary: "takes all steps that are missing; safe to repeat",
  flags: careful,
  async run({ host, flags }) {
    const steps = await stepsOf(flags.folder);
    return await connected(host, flags.databaseUrl, async (sql, url) => {
      if (flags.dryRun) {
        const missing = stepsToTake(await readHistory(sql), steps, flags.to);
        for (const step of missing) host.out(sqlText(step, step.up));
        return Exit.ok;
      }
      const { applied, before } = await watching(
        host,
        flags.lockReport,
        sql,
        url,
        (watch) =>
          migrate(sql, steps, {
            ...flags.to === undefined ? {} : { to: flags.to },
            patience: patienceOf(flags),
            log: host.err,
            watch,
          }),
      );
      host.out(
        flags.json
          ? JSON.stringify({ applied, before })
          : applied.length === 0
          ? `Nothing to do: all ${before} steps were taken before`
          : `Took ${applied.length}: ${applied.join(", ")}`,
      );
      return Exit.ok;
    });
  },
});

/** Takes the newest back. */
export const down: Tool = defineTool({
  name: "down",
  summary: "takes the newest step back, or several",
  flags: {
    ...careful,
    steps: integer("steps", {
      default: 1,
      min: 1,
      max: 9999,
      help: "how many",
    }),
  },
  async run({ host, flags }) {
    const steps = await stepsOf(flags.folder);
    return await connected(host, flags.databaseUrl, async (sql, url) => {
      if (flags.dryRun) {
        const back = stepsToTakeBack(await readHistory(sql), steps, {
          count: flags.steps,
          ...flags.to === undefined ? {} : { to: flags.to },
        });
        for (const step of back) host.out(sqlText(step, step.down));
        return Exit.ok;
      }
      const undone = await watching(
        host,
        flags.lockReport,
        sql,
        url,
        (watch) =>
          migrateDown(sql, steps, {
            count: flags.steps,
            ...flags.to === undefined ? {} : { to: flags.to },
            patience: patienceOf(flags),
            log: host.err,
            watch,
          }),
      );
      host.out(
        flags.json
          ? JSON.stringify({ undone })
          : undone.length === 0
          ? "Nothing to take back"
          : `Took back ${undone.length}: ${undone.join(", ")}`,
      );
      return Exit.ok;
    });
  },
});

function patienceOf(
  flags: { readonly lockTimeout: number; readonly statementTimeout: number },
): Patience {
  const { lockTimeout: lockMs, statementTimeout: statementMs } = flags;
  return { ...TIMEOUT, lockMs, statementMs };
}

/** Does the work while a second connection looks at its locks, if wanted. */
async function watching<T>(
  host: Host,
  isWanted: boolean,
  sql: postgres.Sql,
  url: string,
  work: (watch: Watcher) => Promise<T>,
): Promise<T> {
  if (!isWanted) {
    return await work(noWatcher);
  }
  const [own] = await sql<
    { readonly pid: number }[]
  >`SELECT pg_backend_pid() AS pid`;
  return await withDatabase(
    url,
    (other) =>
      work(
        lockWatcher(other, own?.pid ?? 0, host.clock, (seen) =>
          host.err(seenText(seen))),
      ),
  );
}

/** A step as psql takes it. */
export function sqlText(
  { name, transaction }: Step,
  statements: readonly string[],
): string {
  const lines = statements.map((one) => `${one.trim().replace(/;?$/, ";")}`);
  return transaction
    ? [`-- ${name}`, "BEGIN;", ...lines, "COMMIT;"].join("\n")
    : [`-- ${name}, outside a transaction`, ...lines].join("\n");
}
