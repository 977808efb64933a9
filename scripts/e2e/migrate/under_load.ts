/**
 * A migration while two hundred visitors a second come.
 * @module
 */

import { LOAD_EVENT_ID } from "../../adapters/shop/mod.ts";
import { ROOT, type Stack } from "../../stack/local/mod.ts";
import { withDatabase } from "../../adapters/postgres/mod.ts";
import { systemClock } from "../../../services/shared/mod.ts";
import { Summary } from "../../load/loadgen/result/mod.ts";
import {
  lockWatcher,
  migrate,
  type StatementSeen,
  type Step,
} from "../../schema/migrate/mod.ts";

/** The result. */
export interface UnderLoad {
  readonly requests: number;
  readonly failures: number;
  /** Longest answer (ms). */
  readonly slowestMs: number;
  readonly seen: readonly StatementSeen[];
}

/** Customers have come for so long when it begins (ms). */
const BEFORE_MS = 2500;

/** Takes the last of `steps` in the midst of two hundred visits a second. */
export async function migrateUnderLoad(
  stack: Stack,
  steps: readonly Step[],
): Promise<UnderLoad> {
  const seen: StatementSeen[] = [];
  const take = async (): Promise<unknown> =>
    await withDatabase(stack.databaseUrl, async (sql) => {
      const [own] = await sql<
        [{ pid: number }]
      >`SELECT pg_backend_pid() AS pid`;
      await withDatabase(stack.databaseUrl, (other) =>
        migrate(sql, steps, {
          watch: lockWatcher(other, own.pid, systemClock, (one) => {
            seen.push(one);
          }),
        }));
    });
  return { ...await underLoad(stack, { rps: 200, seconds: 8 }, take), seen };
}

/** Does the work in the midst of visits. */
export async function underLoad(
  stack: Stack,
  { rps, seconds }: { readonly rps: number; readonly seconds: number },
  work: () => Promise<unknown>,
): Promise<Omit<UnderLoad, "seen">> {
  const output = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--quiet", `${ROOT}/scripts/load/loadgen/cli.ts`],
      ...["--rps", String(rps), "--duration", `${seconds}s`, "--json"],
      ...["--scenario", "mixed", "--event", String(LOAD_EVENT_ID)],
    ],
    env: { ...stack.env },
    stdout: "piped",
    stderr: "null",
  }).output();
  await systemClock.sleep(Math.min(BEFORE_MS, 500 * seconds));
  await work();
  const { stdout } = await output;
  const summary = Summary.parse(JSON.parse(new TextDecoder().decode(stdout)));
  const { count, failures, latencyMs } = summary.requests;
  return { requests: count, failures, slowestMs: latencyMs.max ?? 0 };
}
