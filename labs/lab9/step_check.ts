/**
 * The student's step, measured where the steps before it have just been taken,
 * with twenty thousand events: on six rows nothing takes long. It is no copy of
 * the live database, on which the step may have done its harm already.
 * @module
 */

import type postgres from "postgres";
import {
  differences,
  type Fingerprint,
  fingerprintOf,
} from "../../scripts/recovery/backup/mod.ts";
import {
  type Check,
  type CheckContext,
  type Finding,
  notStarted,
} from "../../scripts/checks/mod.ts";
import { withDatabase } from "../../scripts/adapters/postgres/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import {
  inOrder,
  lockWatcher,
  migrate,
  migrateDown,
  PRODUCT,
  type StatementSeen,
  type Step,
} from "../../scripts/schema/migrate/mod.ts";
import { seed } from "../../scripts/schema/seed/mod.ts";
import { evaluateStep, ROWS, type StepMeasured } from "./step_verdict.ts";
import { onLive, onScratch, type WithLive } from "./live.ts";
import { oldCodeOn } from "./old_code.ts";
import { emailSteps, ownSteps } from "./own_steps.ts";

/** Step 9.3. */
export const step: Check = {
  id: "9.3",
  task: 1,
  title:
    "the step adds a column, loses nothing, blocks no customer for long, and goes back",
  hints: [
    "Could the old code continue to work after your step, and can your way back undo it?",
    "Adding a column that may be empty and has no default changes only the catalogue " +
    "(Lecture 9, slide 7). up and down are lists of SQL statements.",
    'For the table venues: up: ["ALTER TABLE venues ADD COLUMN phone varchar(40)"], down: ' +
    '["ALTER TABLE venues DROP COLUMN phone"].',
  ],
  measures:
    "up and down where the steps before have been taken, with 20,000 events: columns, rows, files, locks, time, old code",
  tool: "PostgreSQL: pg_locks, pg_relation_filenode, fingerprints",
  catches: [
    "NOT NULL on rows that are there",
    "a default that rewrites the table",
    "a step that loses data or locks orders",
    "a constraint, trigger or rule that old code runs into",
    "a down that does not undo",
  ],
  async run(context) {
    return await stepOn(context, (work) => onLive(context, work));
  },
};

/** Measures the student's step on a database of its own. */
export async function stepOn(
  context: CheckContext,
  withLive: WithLive,
): Promise<Finding> {
  const own = await ownSteps(context);
  const email = emailSteps(own);
  if (email.length === 0) {
    return notStarted(
      "no step in migrations/ has to do with email",
      "step 9.3",
    );
  }
  return evaluateStep(
    await withLive((live) =>
      onScratch(live, (url) => measureSteps(context, url, email, own))
    ),
  );
}

async function measureSteps(
  { clock }: CheckContext,
  url: string,
  email: readonly Step[],
  own: readonly Step[],
): Promise<StepMeasured> {
  const last = email.at(-1)?.name ?? "";
  const steps = inOrder(PRODUCT, own.filter(({ name }) => name <= last));
  return await withDatabase(url, (sql) =>
    withDatabase(url, async (other) => {
      const first = email[0]?.name ?? "";
      await migrate(sql, steps.filter(({ name }) => name < first));
      await seed(url);
      await fill(sql);
      const before = await stateOf(sql);
      const seen: StatementSeen[] = [];
      const [own] = await sql<
        [{ pid: number }]
      >`SELECT pg_backend_pid() AS pid`;
      const watch = lockWatcher(other, own.pid, clock, (one) => seen.push(one));
      const began = clock.monotonic();
      const refused = await wordsOf(migrate(sql, steps, { watch }));
      const ms = Math.round(clock.monotonic() - began);
      const after = await stateOf(sql);
      const oldCode = refused === undefined ? await oldCodeOn(sql) : undefined;
      const stuck = refused ??
        await wordsOf(migrateDown(sql, steps, { count: email.length }));
      const back = differencesOf(before.sums, (await stateOf(sql)).sums);
      return {
        name: email.map(({ name }) => name).join(", "),
        refused,
        oldCode,
        column: columnIn(after.sums),
        lost: [
          ...missing(before.sums, after.sums),
          ...fewerRows(before.sums, after.sums),
        ],
        rewritten: [...before.nodes].filter(([table, node]) =>
          after.nodes.get(table) !== node
        )
          .map(([table]) => table),
        locks: seen.flatMap(({ locks }) => locks),
        ms,
        back: refused === undefined && stuck !== undefined ? [stuck] : back,
      };
    }));
}

/** Customers have bought, and there are more events than a shop has. */
async function fill(sql: postgres.Sql): Promise<void> {
  await sql`ALTER TABLE events DISABLE TRIGGER USER`;
  await sql`
    INSERT INTO events (name, venue, event_date, total_tickets, price_cents)
    SELECT 'Event ' || n, 'Hall', now(), 10, 1000 FROM generate_series(1, ${ROWS}::int) n`;
  await sql`ALTER TABLE events ENABLE TRIGGER USER`;
  await sql`
    INSERT INTO orders (id, event_id, quantity, total_cents, payment_ref)
    SELECT 'order-' || e.id, e.id, 1, e.price_cents, 'ref-' || e.id
      FROM events e LIMIT ${ORDERS}`;
}

/** Orders of that database. */
const ORDERS = 500;

interface State {
  readonly sums: Fingerprint;
  /** The file of each table: a new one when it was rewritten. */
  readonly nodes: ReadonlyMap<string, number>;
}

async function stateOf(sql: postgres.Sql): Promise<State> {
  const rows = await sql<{ name: string; node: number }[]>`
    SELECT c.relname AS name, pg_relation_filenode(c.oid)::int AS node
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind = 'r'`;
  return {
    sums: await fingerprintOf(sql),
    nodes: new Map(rows.map(({ name, node }) => [name, node])),
  };
}

function missing(before: Fingerprint, after: Fingerprint): readonly string[] {
  return differences(before, after).structure.filter((line) =>
    line.startsWith("missing: ")
  );
}

function fewerRows(before: Fingerprint, after: Fingerprint): readonly string[] {
  const rows = new Map(after.tables.map((table) => [table.name, table.rows]));
  return before.tables.filter(({ name, rows: had }) =>
    (rows.get(name) ?? 0) < had
  )
    .map(({ name, rows: had }) =>
      `${name} has ${rows.get(name) ?? 0} of ${had} rows`
    );
}

function differencesOf(
  before: Fingerprint,
  after: Fingerprint,
): readonly string[] {
  const { structure, volume } = differences(before, after);
  return [...structure, ...volume];
}

/** "character varying(255)", with what else is said of it. */
function columnIn({ structure }: Fingerprint): string | undefined {
  const start = "column public.events.email ";
  return structure.find((line) => line.startsWith(start))?.slice(start.length);
}

/** The error when it failed; undefined when it succeeded. */
async function wordsOf(work: Promise<unknown>): Promise<string | undefined> {
  return await work.then(() => undefined, (error: unknown) => {
    if (error instanceof CouldNotRun) return error.message;
    throw error;
  });
}
