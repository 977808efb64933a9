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
import { lockWatcher, noWatcher, seenText } from "../lock_report.ts";
import { carryOut } from "../migrate.ts";
import { type Plan, planDown, planUp } from "../plan.ts";
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
    return await connected(
      host,
      flags.databaseUrl,
      (sql, url) =>
        printOrDo(
          { host, flags, sql, url },
          () => planUp(sql, steps, flags.to),
        ),
    );
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
    const back = {
      count: flags.steps,
      ...flags.to === undefined ? {} : { to: flags.to },
    };
    return await connected(
      host,
      flags.databaseUrl,
      (sql, url) =>
        printOrDo({ host, flags, sql, url }, () => planDown(sql, steps, back)),
    );
  },
});

/** The options of both directions. */
interface Call {
  readonly host: Host;
  readonly flags: {
    readonly dryRun: boolean;
    readonly json: boolean;
    readonly lockReport: boolean;
    readonly lockTimeout: number;
    readonly statementTimeout: number;
  };
  readonly sql: postgres.Sql;
  readonly url: string;
}

/** Prints the plan, or carries it out: there is one way to make it. */
async function printOrDo(
  { host, flags, sql, url }: Call,
  planned: () => Promise<Plan>,
): Promise<number> {
  if (flags.dryRun) return printed(host, await planned(), flags.json);
  const { way, steps, before, nothing } = await watching(
    host,
    flags.lockReport,
    sql,
    url,
    (watch) =>
      carryOut(sql, planned, {
        patience: patienceOf(flags),
        log: host.err,
        watch,
      }),
  );
  const names = steps.map(({ name }) => name);
  const result = way === "up" ? { applied: names, before } : { undone: names };
  const word = way === "up" ? "Took" : "Took back";
  host.out(
    flags.json
      ? JSON.stringify(result)
      : nothing ?? `${word} ${names.length}: ${names.join(", ")}`,
  );
  return Exit.ok;
}

/** Prints what the command would do. */
function printed(host: Host, plan: Plan, asJson: boolean): number {
  const { way, steps, notes, nothing } = plan;
  if (asJson) {
    host.out(JSON.stringify({ plan: steps.map(({ name }) => name), notes }));
    return Exit.ok;
  }
  // The output is SQL for psql, so that sentences are comments of it.
  for (const note of notes) host.out(`-- ${note}`);
  if (nothing !== undefined) host.out(`-- ${nothing}`);
  for (const step of steps) host.out(sqlText(step, step[way]));
  return Exit.ok;
}

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
