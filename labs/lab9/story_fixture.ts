/**
 * The actions of a student on the database before the checks look at it, one
 * deed a line: `.trial/story` of a trial's tree.
 * @module
 */

import type postgres from "postgres";
import { systemClock } from "../../services/shared/mod.ts";
import {
  findClients,
  urlOfDatabase,
  withDatabase,
} from "../../scripts/adapters/postgres/mod.ts";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import { keyOf, newKey } from "../../scripts/lib/seal/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import { runProgram } from "../../scripts/lib/process/mod.ts";
import {
  folderStore,
  isGood,
  listBackups,
  openDump,
  takeBackup,
} from "../../scripts/recovery/backup/mod.ts";
import {
  databasesOf,
  loadDump,
} from "../../scripts/recovery/backup/restore/mod.ts";
import {
  inOrder,
  migrate,
  PRODUCT,
  type Step,
} from "../../scripts/schema/migrate/mod.ts";
import { ownSteps } from "./own_steps.ts";

/** The actions that the text asks of a student. */
export const USUAL_STORY = [
  "take",
  "sell 30",
  "backup",
  "sell 6",
  "sql DROP TABLE orders CASCADE",
  "restore",
  "sell 12",
].join("\n");

/** Where backups lie. */
const BACKUPS = "backups";

/** The database of the story. */
export interface Told {
  readonly url: string;
  readonly context: CheckContext;
}

/** Does all of it, in order. @throws {CouldNotRun} naming the deed that fails */
export async function tell(
  told: Told,
  story: string,
  { onlySchema = false }: { readonly onlySchema?: boolean } = {},
): Promise<void> {
  const needsData = /^(?:backup|restore|run|sql DROP TABLE)\b/;
  for (const line of story.split("\n").filter((one) => one.trim() !== "")) {
    if (onlySchema && needsData.test(line)) continue;
    const [, deed = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
    const act = DEEDS[deed];
    if (act === undefined) {
      throw new CouldNotRun(`Cannot tell the story: there is no deed ${line}`);
    }
    await act(told, rest);
  }
}

const DEEDS: Readonly<
  Record<string, (told: Told, rest: string) => Promise<void>>
> = {
  /** The steps of the tree, as they are. */
  async take({ url, context }) {
    const steps = inOrder(PRODUCT, await takenSteps(context));
    await withDatabase(url, (sql) => migrate(sql, steps)).catch(
      (error: unknown) => {
        // A step that PostgreSQL refuses is not taken; the checks say so.
        if (!(error instanceof CouldNotRun)) throw error;
      },
    );
  },
  async sell({ url }, count) {
    await withDatabase(url, async (sql) => {
      for (let i = 0; i < Number(count); i++) await sellOne(sql);
    });
  },
  async sql({ url }, statement) {
    await withDatabase(url, (sql) => sql.unsafe(statement));
  },
  async backup({ url }, how) {
    await withDatabase(url, async (sql) => {
      await takeBackup(sql, {
        databaseUrl: url,
        clients: await findClients(sql, url),
        store: folderStore(BACKUPS),
        key: await keyOf(await newKey()),
        clock: systemClock,
        recipient: undefined,
        withCanary: how !== "--no-canary",
      });
    });
  },
  restore,
  /** A command of the student's own, with DATABASE_URL and DUMP. */
  async run({ url }, command) {
    const newest = (await listBackups(folderStore(BACKUPS))).find(isGood);
    const { code, stderr } = await runProgram("sh", ["-euc", command], {
      DATABASE_URL: url,
      ADMIN_URL: urlOfDatabase(url, "postgres"),
      DUMP: newest === undefined
        ? ""
        : `${BACKUPS}/${newest.manifest.dump.file}`,
    });
    if (code !== 0) throw new CouldNotRun(`Cannot run ${command}: ${stderr}`);
  },
};

/** A file of an older form was taken, where the tree keeps one. */
async function takenSteps(context: CheckContext): Promise<readonly Step[]> {
  const own = await ownSteps(context);
  const taken = await context.read(".trial/taken.json");
  if (taken === undefined) return own;
  const { up, down } = JSON.parse(taken);
  return own.map((step) => ({ ...step, up, down }));
}

async function sellOne(sql: postgres.Sql): Promise<void> {
  const id = crypto.randomUUID();
  await sql`
    INSERT INTO orders (id, event_id, quantity, total_cents, payment_ref)
    SELECT ${id}, id, 1, price_cents, ${id} FROM events WHERE id = 6`;
}

/** As the tool does it: beside the database, then in its place. */
async function restore({ url }: Told, which: string): Promise<void> {
  const all = (await listBackups(folderStore(BACKUPS))).filter(isGood);
  const chosen = which === "oldest" ? all.at(-1) : all[0];
  if (chosen === undefined) throw new CouldNotRun("there is no backup");
  const databases = databasesOf(url);
  await databases.drop("restored");
  await databases.create("restored");
  const draft = databases.urlOf("restored");
  const clients = await withDatabase(draft, (sql) => findClients(sql, draft));
  const dump = await openDump(
    folderStore(BACKUPS),
    chosen.manifest,
    undefined,
  );
  await loadDump(draft, dump, clients);
  const name = new URL(url).pathname.slice(1);
  await databases.drop(name);
  await withDatabase(
    urlOfDatabase(url, "postgres"),
    (sql) => sql.unsafe(`ALTER DATABASE restored RENAME TO ${name}`),
  );
}
