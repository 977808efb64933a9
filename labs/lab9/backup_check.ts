/**
 * The newest backup, restored: whether it could bring the shop back.
 * @module
 */

import { plural } from "../../scripts/lib/text/mod.ts";
import type postgres from "postgres";
import {
  type Backup,
  fingerprintOf,
  isGood,
  listBackups,
  type Manifest,
  openDump,
  openStore,
} from "../../scripts/recovery/backup/mod.ts";
import {
  backupSource,
  type Check as Rung,
  rung,
} from "../../scripts/recovery/drill/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  FLOOR,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  findClients,
  withDatabase,
} from "../../scripts/adapters/postgres/mod.ts";
import { loadDump } from "../../scripts/recovery/backup/restore/mod.ts";
import { type Live, onLive, onScratch, type WithLive } from "./live.ts";

/** Where backups lie unless BACKUP_STORE says otherwise. */
const STORE = "backups";

/** The student's backups, the newest first. */
export async function ownBackups(
  { env, files }: Pick<CheckContext, "env" | "files">,
): Promise<readonly Backup[]> {
  const where = env("BACKUP_STORE") ?? STORE;
  if (where === STORE && (await files(/^backups\//)).length === 0) return [];
  return await listBackups(await openStore(where, env));
}

/** Step 9.5. */
export const backup: Check = {
  id: "9.5",
  task: 1,
  title:
    "the newest backup comes back whole: canary, rows, checksums, the shop's rules",
  hints: [
    "What must be in your newest backup, and was it there when you took it?",
    "A dump without rows also restores without an error (Lecture 9, slide 1), so the " +
    "manifest counts rows and has checksums. Take it after step 9.4 and before any " +
    "accident.",
    "A manifest with venues: 12 rows, orders: 0 rows was made before the first sale, or " +
    "after the accident.",
  ],
  measures:
    "the newest backup, restored into an empty database: bytes, structure, rows, rules, canary",
  tool: "pg_restore, fingerprints of the drill",
  catches: [
    "a dump that was cut",
    "the schema alone",
    "a backup taken after the accident",
  ],
  run: (context) => backupOn(context, (work) => onLive(context, work)),
};

/** Restores the newest backup beside a live database, and compares. */
export async function backupOn(
  context: CheckContext,
  withLive: WithLive,
): Promise<Finding> {
  const [newest] = await ownBackups(context);
  if (newest === undefined) {
    return notStarted("there is no backup in backups/", "step 9.5");
  }
  if (!isGood(newest)) {
    return evaluateBackup({
      id: newest.id,
      problem: newest.problem,
      rungs: [],
    });
  }
  const { manifest } = newest;
  return await withLive(async (live) => {
    const rungs = await climb(context, live, manifest);
    return evaluateBackup({
      id: newest.id,
      problem: undefined,
      rungs,
      ...contentOf(manifest),
    });
  });
}

/** The facts about a backup. */
export interface Restored {
  readonly id: string;
  /** The problems that show before it is even restored. */
  readonly problem: string | undefined;
  /** Its content, as far as it could be restored. */
  readonly rungs: readonly Rung[];
  readonly orders?: number;
  readonly hasEmail?: boolean;
}

/** Evaluates it. */
export function evaluateBackup(
  { id, problem, rungs, orders = 0, hasEmail = false }: Restored,
): Finding {
  const bound =
    `restored into an empty database, it equals what was dumped: at least ${FLOOR} orders, ` +
    "the column email, the canary; and the live database has its orders";
  const look = "deno task backup list; pg_restore --list backups/ID.dump";
  if (problem !== undefined) return fail(`${id}: ${problem}`, bound, look);
  const bad = rungs.filter(({ verdict }) => verdict !== "pass");
  const [first] = bad;
  if (first !== undefined) {
    const { name, measured } = first;
    return fail(
      `${id}, ${name}: ${measured}; it must be: ${first.bound}`,
      bound,
      look,
      rungs,
    );
  }
  if (orders < FLOOR) {
    return fail(
      `${id} has ${plural(orders, "order")}`,
      bound,
      "step 9.5: let customers buy first, then make another backup",
      rungs,
    );
  }
  if (!hasEmail) {
    return fail(
      `${id} has no column events.email, so it was made before step 9.4`,
      bound,
      look,
      rungs,
    );
  }
  return pass(
    `${id}: ${rungs.length} of ${rungs.length} rungs, ${orders} orders`,
    bound,
    rungs,
  );
}

function contentOf(
  { tables, structure }: Manifest,
): Pick<Restored, "orders" | "hasEmail"> {
  return {
    orders: tables.find(({ name }) => name === "public.orders")?.rows ?? 0,
    hasEmail: structure.some((line) =>
      line.startsWith("column public.events.email ")
    ),
  };
}

/** From the bytes to the shop's rules, until one rung does not hold. */
async function climb(
  { env }: CheckContext,
  live: Live,
  manifest: Manifest,
): Promise<readonly Rung[]> {
  const identity = env("BACKUP_IDENTITY");
  const store = await openStore(env("BACKUP_STORE") ?? STORE, env);
  const source = backupSource(store, {
    id: manifest.id,
    manifest,
    problem: undefined,
  }, identity);
  return await withDatabase(live.url, async (sql) => {
    const clients = await findClients(sql, live.url);
    const whole = rung.integrity(await source.damage(clients));
    if (whole.verdict !== "pass") return [whole];
    return await onScratch(live, async (url) => {
      const problem = await loadDump(
        url,
        await openDump(store, manifest, identity),
        clients,
      )
        .then(() => undefined, (error: Error) => error.message);
      const loaded = rung.restored(problem);
      if (problem !== undefined) return [whole, loaded];
      return [
        whole,
        loaded,
        ...await withDatabase(
          url,
          (scratch) => compare(sql, scratch, manifest),
        ),
      ];
    });
  });
}

async function compare(
  live: postgres.Sql,
  scratch: postgres.Sql,
  manifest: Manifest,
): Promise<readonly Rung[]> {
  const found = await fingerprintOf(scratch);
  const { canary, snapshot } = manifest;
  return [
    rung.structure(manifest, found),
    rung.volume(manifest, found),
    await rung.semantics(scratch),
    await rung.canary(scratch, canary ?? "a canary: --no-canary leaves it out"),
    await sameOrders(live, scratch, new Date(snapshot.at)),
  ];
}

/** In the middle of an accident the live database has no orders to compare. */
async function sameOrders(
  live: postgres.Sql,
  scratch: postgres.Sql,
  shows: Date,
): Promise<Rung> {
  const [table] = await live`SELECT to_regclass('public.orders') AS it`;
  return table?.it === null
    ? {
      name: "orders",
      verdict: "could not verify",
      measured: "the live database has no table orders",
      bound: "the orders that the live database has",
    }
    : await rung.sameOrders(live, scratch, shows);
}
