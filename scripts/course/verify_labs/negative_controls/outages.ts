/**
 * Taking the customers, the tickets or Prometheus away, and giving them back.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import { processesOf, type Shell, signal } from "../../../lib/process/mod.ts";
import { askDatabase, type Kubectl } from "../../../adapters/kubernetes/mod.ts";
import { readState, stackPaths } from "../../../adapters/running_stack/mod.ts";
import { poll } from "../../../lib/wait/mod.ts";
import { withDatabase } from "../../../adapters/postgres/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import type { LossName } from "./plan.ts";

/** One thing that can be away. */
export interface Outage {
  /** Whether there was something to take. */
  take(): Promise<boolean>;
  giveBack(): Promise<void>;
}

/** All of them, where the shop runs. */
export type Outages = Readonly<Record<LossName, Outage>>;

/** So many tickets are left as are sold and held: none. Kept: how many there were. */
const SELL_OUT = [
  "CREATE TABLE lost_tickets AS SELECT id, total_tickets FROM events",
  "UPDATE events SET total_tickets = sold + pending",
] as const;

const RESTOCK = [
  "UPDATE events SET total_tickets = kept.total_tickets FROM lost_tickets kept " +
  "WHERE kept.id = events.id",
  "DROP TABLE lost_tickets",
] as const;

/** Longest until something to take has come, or has gone (ms). */
const WITHIN_MS = 60_000;

const NOTHING: Outage["giveBack"] = () => Promise.resolve();

/** In a cluster: the load is a pod. */
export function clusterOutages(kubectl: Kubectl, clock: Clock): Outages {
  const times = { clock, withinMs: WITHIN_MS, everyMs: 250 };
  const namespace = ["-n", "monitoring"];
  const scale = async (replicas: number): Promise<void> => {
    const what = ["scale", "deployment/prometheus", `--replicas=${replicas}`];
    await kubectl.run([...what, ...namespace]);
  };
  const pods = async (): Promise<string> =>
    await kubectl.run(
      ["get", "pods", "-l", "app=prometheus", "-o", "name", ...namespace],
    );
  return {
    load: {
      take: () =>
        poll(
          async () =>
            await kubectl.run(
              [
                "delete",
                "pods",
                "-l",
                "app=load",
                "--wait=false",
                "-o",
                "name",
              ],
            ) !== "",
          times,
        ),
      giveBack: NOTHING,
    },
    inventory: inventory((sql) => askDatabase(kubectl, sql), times),
    prometheus: {
      async take() {
        await scale(0);
        return await poll(async () => await pods() === "", times);
      },
      async giveBack() {
        await scale(1);
        await kubectl.run([
          ...["rollout", "status", "deployment/prometheus", "--timeout=120s"],
          ...namespace,
        ]);
      },
    },
  };
}

/**
 * Beside `deno task dev` in this tree: the load is a process.
 * @param prometheus the terminal that Prometheus runs in
 * @param start starts Prometheus there again
 */
export function devOutages(
  { tree, clock, prometheus, start }: {
    readonly tree: string;
    readonly clock: Clock;
    readonly prometheus: Shell;
    readonly start: () => Promise<void>;
  },
): Outages {
  const times = { clock, withinMs: WITHIN_MS, everyMs: 250 };
  return {
    load: {
      take: () =>
        poll(async () => {
          // Only load that this check has started; the load of others goes on.
          const loads = (await processesOf(Deno.pid))
            .filter(({ command }) => command.includes("loadgen/cli.ts"));
          for (const { pid } of loads) signal(pid, "SIGTERM");
          return loads.length > 0;
        }, times),
      giveBack: NOTHING,
    },
    inventory: inventory(async (statement) => {
      const state = await readState(stackPaths(`${tree}/.dev`).state);
      if (state?.postgres === undefined) {
        throw new CouldNotRun("Cannot take tickets: no database runs");
      }
      await withDatabase(state.postgres.url, (sql) => sql.unsafe(statement));
    }, times),
    prometheus: {
      async take() {
        await prometheus.stop();
        return true;
      },
      giveBack: start,
    },
  };
}

function inventory(
  ask: (sql: string) => Promise<unknown>,
  times: Parameters<typeof poll>[1],
): Outage {
  async function all(statements: readonly string[]): Promise<void> {
    for (const sql of statements) await ask(sql);
  }
  return {
    // A check may have its database away just now.
    take: () => poll(() => all(SELL_OUT).then(() => true, () => false), times),
    giveBack: () => all(RESTOCK),
  };
}
