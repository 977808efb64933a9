/**
 * A migration that is killed at any moment: the next one finishes it.
 * @module
 */

import { ROOT, type Stack } from "../../stack/local/mod.ts";
import { withDatabase } from "../../adapters/postgres/mod.ts";
import { databasesOf } from "../../recovery/backup/restore/mod.ts";
import { migrateUp } from "../../schema/migrate/mod.ts";

/** How the rounds went. */
export interface Killed {
  readonly rounds: number;
  /** Rounds in which it died before it was done. */
  readonly interrupted: number;
}

/** Rows of the table that is changed, so that there is a middle to die in. */
const ROWS = 200_000;

/** The objects that a finished step must leave. */
export type Whole = "column" | "index";

const WHOLE: Readonly<Record<Whole, string>> = {
  column: `SELECT count(*)::int AS there FROM information_schema.columns
    WHERE table_name = 'events' AND column_name = 'email'`,
  index: `SELECT count(*)::int AS there FROM pg_index
    JOIN pg_class c ON c.oid = indexrelid
    WHERE relname = 'idx_events_event_date' AND indisvalid`,
};

/**
 * Kills `migrate up` as by `kill -9`, then runs it again, to its end.
 * @throws {Error} when the second cannot finish, or what it leaves is not whole
 */
export async function killRounds(
  stack: Stack,
  folder: string,
  whole: Whole,
  rounds: number,
): Promise<Killed> {
  const databases = databasesOf(stack.databaseUrl);
  let interrupted = 0;
  let wholeMs = 0;
  for (let round = 0; round <= rounds; round++) {
    await databases.drop("killed");
    await databases.create("killed");
    const url = databases.urlOf("killed");
    await fill(url);
    if (round === 0) {
      const began = performance.now();
      await up(folder, url).status; // undisturbed, to know how long it takes
      wholeMs = performance.now() - began;
      continue;
    }
    const first = up(folder, url);
    // From its first moments to its end, in even steps.
    await Promise.race([
      first.status,
      new Promise((resolve) => setTimeout(resolve, wholeMs * round / rounds)),
    ]);
    if (await killed(first)) interrupted++;
    const second = await up(folder, url).output();
    if (second.code !== 0) {
      const words = new TextDecoder().decode(second.stderr);
      throw new Error(`round ${round}: the second ended with ${words}`);
    }
    await look(url, whole, round);
  }
  await databases.drop("killed");
  return { rounds, interrupted };
}

/** Kills it. @returns false when it had ended by itself */
async function killed(child: Deno.ChildProcess): Promise<boolean> {
  try {
    child.kill("SIGKILL");
  } catch {
    // it has ended
  }
  return !(await child.status).success;
}

function up(folder: string, url: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: [
      ...[
        "run",
        "-A",
        "--quiet",
        `${ROOT}/scripts/schema/migrate/cli.ts`,
        "up",
      ],
      ...["--folder", folder, "--database-url", url],
    ],
    stdout: "null",
    stderr: "piped",
  }).spawn();
}

async function fill(url: string): Promise<void> {
  await migrateUp(url, () => {});
  await withDatabase(url, (sql) =>
    sql`
      INSERT INTO events (name, venue, event_date, total_tickets, price_cents)
      SELECT 'Event ' || n, 'Hall', now() + n * interval '1 min', 10, 100
        FROM generate_series(1, ${ROWS}) n`);
}

async function look(url: string, whole: Whole, round: number): Promise<void> {
  await withDatabase(url, async (sql) => {
    const [found] = await sql.unsafe<[{ there: number }]>(WHOLE[whole]);
    const [history] = await sql<[{ taken: number }]>`
      SELECT count(*)::int AS taken FROM schema_migrations
       WHERE name > '0001'`;
    const [invalid] = await sql<[{ count: number }]>`
      SELECT count(*)::int AS count FROM pg_index WHERE NOT indisvalid`;
    const wanted = whole === "column" ? 1 : 2;
    if (
      found.there !== 1 || history.taken < wanted || invalid.count !== 0
    ) {
      throw new Error(
        `round ${round}: ${whole} is there ${found.there} times, ` +
          `${history.taken} steps on record, ${invalid.count} invalid indexes`,
      );
    }
  });
}
