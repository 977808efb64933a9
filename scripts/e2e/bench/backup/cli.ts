/**
 * `deno task e2e:bench:backup`
 * @module
 */

import {
  circumstances,
  kept,
  median,
  table,
} from "../../../lib/measured/mod.ts";
import { ROOT, startPostgres } from "../../../stack/local/mod.ts";
import {
  findClients,
  type Invocation,
  withDatabase,
} from "../../../adapters/postgres/mod.ts";
import {
  boolean,
  defineTool,
  Exit,
  integer,
  realHost,
  runTool,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { migrateUp } from "../../../schema/migrate/mod.ts";
import { databasesOf } from "../../../recovery/backup/restore/mod.ts";
import { measured, type Spent } from "./measured.ts";
import { replaceFile } from "../../../lib/files/mod.ts";

/** As in the tasks: streams make garbage that is better thrown away soon. */
const YOUNG = "--v8-flags=--max-semi-space-size=1";

const FILE = new URL("./BENCHMARKS.md", import.meta.url);

/** The tool. */
export const benchTool: Tool = defineTool({
  name: "e2e:bench:backup",
  summary: "backup and restore of many orders beside plain pg_dump, pg_restore",
  flags: {
    orders: integer("orders", {
      default: 1_000_000,
      min: 1000,
      max: 10_000_000,
      help: "how many orders there are",
    }),
    rounds: integer("rounds", {
      default: 3,
      min: 1,
      max: 20,
      help: "measurements of each side of a pair, in turns",
    }),
    write: boolean("write", { help: "keep the result in BENCHMARKS.md" }),
  },
  async run({ host, flags: { orders, rounds, write } }) {
    await using own = await startPostgres({ note: host.err });
    const folder = await Deno.makeTempDir({ prefix: "backup-bench-" });
    try {
      host.err(`Making ${orders} orders ...`);
      await fill(own.url, orders);
      const runs = await runsOf(own.url, folder);
      const spent = new Map(
        Object.keys(runs).map((name) => [name, [] as Spent[]] as const),
      );
      for (let round = 1; round <= rounds; round++) {
        for (const [name, run] of Object.entries(runs)) {
          const one = await run();
          spent.get(name)?.push(one);
          host.err(
            `${name}: ${one.seconds.toFixed(1)} s, ${one.rssMb.toFixed(0)} MB`,
          );
        }
      }
      const { size } = await Deno.stat(`${folder}/plain.dump`);
      const text = table(figuresOf(spent, orders, size));
      host.out(text);
      if (write) {
        await replaceFile(FILE, document(text, host.clock.now()));
      }
      return figuresOf(spent, orders, size).every(kept)
        ? Exit.ok
        : Exit.verdictFailed;
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

async function fill(url: string, orders: number): Promise<void> {
  await migrateUp(url, () => {});
  await withDatabase(url, async (sql) => {
    await sql`
      INSERT INTO events (name, venue, event_date, total_tickets, price_cents)
      SELECT 'Event ' || n, 'Hall', now(), ${orders}, 1500
        FROM generate_series(1, 10) n`;
    await sql`
      INSERT INTO orders (id, event_id, quantity, total_cents, payment_ref)
      SELECT gen_random_uuid(), 1 + n % 10, 1 + n % 3, 1500 * (1 + n % 3),
             'PAY-' || upper(substr(md5(n::text), 1, 12))
        FROM generate_series(1, ${orders}) n`;
    await sql`VACUUM ANALYZE`;
  });
}

/** The programs to compare; each call is one measurement. */
async function runsOf(
  url: string,
  folder: string,
): Promise<Readonly<Record<string, () => Promise<Spent>>>> {
  const clients = await withDatabase(url, (sql) => findClients(sql, url));
  const databases = databasesOf(url);
  const plain = `${folder}/plain.dump`;
  const emptied = async (): Promise<string> => {
    await databases.drop("target");
    await databases.create("target");
    return databases.urlOf("target");
  };
  const tool = (name: string, ...words: readonly string[]): Invocation => ({
    file: Deno.execPath(),
    args: [
      "run",
      "-A",
      "--quiet",
      YOUNG,
      `${ROOT}/scripts/recovery/${name}/cli.ts`,
      ...words,
    ],
    env: { BACKUP_STORE: `${folder}/store` },
  });
  return {
    "pg_dump": () =>
      measured(clients.invocation("pg_dump", ["-Fc", "-f", plain], url)),
    "backup": () =>
      measured(tool("backup", "--keep", "1", "--database-url", url)),
    "pg_restore": async () => {
      const target = await emptied();
      return await measured(
        clients.invocation(
          "pg_restore",
          ["--single-transaction", plain],
          target,
        ),
      );
    },
    "restore": async () => {
      const target = await emptied();
      return await measured(tool("backup/restore", "--database-url", target));
    },
  };
}

function figuresOf(
  spent: ReadonlyMap<string, readonly Spent[]>,
  orders: number,
  bytes: number,
) {
  const of = (name: string): readonly Spent[] => spent.get(name) ?? [];
  const seconds = (name: string): number =>
    median(of(name).map((one) => one.seconds));
  const most = (name: string): number =>
    Math.max(...of(name).map((one) => one.rssMb));
  const pair = (ours: string, theirs: string) => ({
    what: `${ours} of ${orders} orders beside ${theirs}`,
    value: 100 * seconds(ours) / seconds(theirs),
    unit: "%",
    bound: { max: 115 },
    from: `${seconds(ours).toFixed(1)} and ${seconds(theirs).toFixed(1)} s, ` +
      `${(bytes / 1e6).toFixed(0)} MB`,
  });
  const memory = (name: string) => ({
    what: `memory of ${name}`,
    value: most(name),
    unit: "MB",
    bound: { max: 100 },
    from: "most that was resident",
  });
  return [
    pair("backup", "pg_dump"),
    pair("restore", "pg_restore"),
    memory("backup"),
    memory("restore"),
  ];
}

function document(text: string, now: number): string {
  return `# Backup and restore, measured

DO NOT EDIT: written by \`deno task e2e:bench:backup --write\`.

${circumstances(now)}. Beside the dump, a backup has the sums over all
rows, and a restore compares them; both count in full, the start of Deno too.

${text}
`;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), benchTool));
