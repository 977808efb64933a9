/**
 * `deno task e2e:migrate`
 * @module
 */

import { ROOT, type Stack, startStack } from "../../stack/local/mod.ts";
import {
  boolean,
  defineTool,
  integer,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { outputOf } from "../../lib/process/mod.ts";
import { withDatabase } from "../../adapters/postgres/mod.ts";
import {
  circumstances,
  exitOf,
  type Held,
  heldTable,
  holdAll,
  type Promised,
} from "../../lib/measured/mod.ts";
import {
  inOrder,
  migrateDown,
  PRODUCT,
  readSteps,
  seenText,
  type StatementSeen,
  type Step,
} from "../../schema/migrate/mod.ts";
import { expandAndContract } from "./expand.ts";
import { killRounds } from "./killed.ts";
import { migrateUnderLoad, type UnderLoad } from "./under_load.ts";
import { replaceFile } from "../../lib/files/mod.ts";

const FILE = new URL("./RESULTS.md", import.meta.url);

/** The statements that students write in Labs 9 and 12. */
const FOLDERS = ["lab9", "lab12"].map((lab) =>
  `${ROOT}/labs/${lab}/solution/migrations`
);

/** Statements to avoid: both lock the table for as long as they run. */
const BLOCKING: Step = {
  name: "0009_blocking",
  up: [
    "CREATE INDEX orders_by_time ON orders (created_at)",
    "ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid()",
  ],
  down: ["DROP INDEX orders_by_time", "ALTER TABLE orders DROP COLUMN token"],
  transaction: true,
};

/** Enough for a blocking statement to be felt. */
const ORDERS = 400_000;

export const proofTool: Tool = defineTool({
  name: "e2e:migrate",
  summary: "migrations under load, at once, and killed in the middle",
  flags: {
    rounds: integer("rounds", {
      default: 20,
      min: 1,
      max: 1000,
      help: "kills of each migration",
    }),
    write: boolean("write", { help: "keep the figures in RESULTS.md" }),
  },
  async run({ host, flags }) {
    await using stack = await startStack({ note: host.err });
    const folder = await Deno.makeTempDir({ prefix: "migrations-" });
    for (const from of FOLDERS) {
      for await (const { name } of Deno.readDir(from)) {
        await Deno.copyFile(`${from}/${name}`, `${folder}/${name}`);
      }
    }
    const [column, index] = await readSteps(folder);
    if (column === undefined || index === undefined) throw new Error(folder);
    await fill(stack);
    const all = await holdAll(
      host,
      promises(stack, folder, [column, index], flags.rounds),
    );
    await Deno.remove(folder, { recursive: true });
    if (flags.write) {
      await replaceFile(FILE, document(all, host.clock.now()));
    }
    return exitOf(all);
  },
});

function promises(
  stack: Stack,
  folder: string,
  [column, index]: readonly [Step, Step],
  rounds: number,
): readonly Promised[] {
  return [
    {
      what: "Lab 9's column under 200 visits a second: 0 failed requests",
      hold: async () =>
        unharmed(await migrateUnderLoad(stack, inOrder(PRODUCT, [column]))),
    },
    {
      what: "Lab 12's index under 200 visits a second: 0 failed requests",
      hold: async () =>
        unharmed(
          await migrateUnderLoad(stack, inOrder(PRODUCT, [column, index])),
        ),
    },
    {
      what: "the lock report shows who waits for a blocking variant",
      hold: async () => {
        const steps = inOrder(PRODUCT, [column, index, BLOCKING]);
        const harmed = await migrateUnderLoad(stack, steps);
        const waiters = Math.max(...harmed.seen.map((one) => one.waiters));
        if (waiters > 0) return told(harmed);
        throw new Error(`no visitor waited: ${told(harmed)}`);
      },
    },
    {
      what: "of two at once one works, the other waits and has nothing to do",
      hold: () => twoAtOnce(stack, folder, [column, index]),
    },
    {
      what: "a column gets another name in five steps under load",
      hold: async () => {
        await using other = await startStack();
        return await expandAndContract(other);
      },
    },
    {
      what: `killed ${rounds} times in Lab 9's: the next one finishes it`,
      hold: async () =>
        await withOnly(
          folder,
          column,
          async (only) =>
            killedText(await killRounds(stack, only, "column", rounds)),
        ),
    },
    {
      what: `killed ${rounds} times in Lab 12's: the next one finishes it`,
      hold: async () =>
        killedText(await killRounds(stack, folder, "index", rounds)),
    },
  ];
}

async function fill(stack: Stack): Promise<void> {
  await withDatabase(stack.databaseUrl, async (sql) => {
    await sql`
      INSERT INTO events (id, name, venue, event_date, total_tickets, price_cents)
      VALUES (1000, 'Sold', 'Hall', '2027-01-01', ${ORDERS}, 100)`;
    await sql`
      INSERT INTO orders (id, event_id, quantity, total_cents, payment_ref)
      SELECT 'old-' || n, 1000, 1, 100, 'PAY-' || n
        FROM generate_series(1, ${ORDERS}) n`;
  });
}

function unharmed(result: UnderLoad): string {
  if (result.failures > 0) throw new Error(told(result));
  return told(result);
}

function told({ requests, failures, slowestMs, seen }: UnderLoad): string {
  return `${failures} of ${requests} requests failed, the slowest took ` +
    `${slowestMs.toFixed(0)} ms;${seen.map(seenLine).join(";")}`;
}

function seenLine(seen: StatementSeen): string {
  return seenText(seen).replace(/\s+/g, " ");
}

async function twoAtOnce(
  stack: Stack,
  folder: string,
  own: readonly Step[],
): Promise<string> {
  await withDatabase(
    stack.databaseUrl,
    (sql) =>
      migrateDown(sql, inOrder(PRODUCT, [...own, BLOCKING]), { count: 3 }),
  );
  const up = (): Promise<string> =>
    outputOf(Deno.execPath(), [
      ...[
        "run",
        "-A",
        "--quiet",
        `${ROOT}/scripts/schema/migrate/cli.ts`,
        "up",
      ],
      ...["--folder", folder, "--database-url", stack.databaseUrl],
    ]);
  const ends = (await Promise.all([up(), up()])).toSorted();
  const words = ends.join(" / ");
  if (/^Nothing to do.* \/ Took 2/.test(words)) return words;
  throw new Error(words);
}

async function withOnly<T>(
  folder: string,
  { name }: Step,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const only = await Deno.makeTempDir({ prefix: "migrations-" });
  await Deno.copyFile(`${folder}/${name}.ts`, `${only}/${name}.ts`);
  try {
    return await work(only);
  } finally {
    await Deno.remove(only, { recursive: true });
  }
}

function killedText(
  { rounds, interrupted }: {
    readonly rounds: number;
    readonly interrupted: number;
  },
): string {
  return `${rounds} of ${rounds} whole after the next one, ${interrupted} of ` +
    "them had been interrupted";
}

function document(all: readonly Held[], now: number): string {
  return `# Migrations, proven

DO NOT EDIT: written by \`deno task e2e:migrate --write\`.

${circumstances(now)}. The shop had ${ORDERS} orders.

${heldTable(all)}`;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), proofTool));
