/**
 * The orphans of a supervisor that was killed: processes that go on, and
 * directories that no process needs.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import {
  DEV_DIRECTORY,
  isAlive,
  readState,
  stackPaths,
  type State,
} from "../../adapters/running_stack/mod.ts";
import { poll } from "../../lib/wait/mod.ts";
import { endOrphan } from "./postgres.ts";
import { reachable } from "./postgres_home.ts";
import { commandOf, isRunning, signal } from "../../lib/process/mod.ts";

/** How long an orphan may take to end cleanly (ms). */
const CLEAN_END_MS = 10_000;

/**
 * Ends every process of a stack whose supervisor is dead. Services are killed:
 * no process reads their output any more, so they cannot even say goodbye.
 */
export async function endOrphans(
  state: State,
  directory: string,
  clock: Clock,
): Promise<void> {
  const postgresData = await reachable(`${directory}/postgres`);
  const ends = Object.entries(state.services).map(([name, { pid }]) =>
    endOne({ pid, marker: `services/${name}/main.ts`, by: "SIGKILL" }, clock)
  );
  const { redis, postgres } = state;
  if (redis !== undefined) {
    const marker = new URL(redis.url).port;
    ends.push(endOne({ pid: redis.pid, marker, by: "SIGTERM" }, clock));
  }
  if (postgres !== undefined) {
    const { pid } = postgres;
    ends.push(endOne({ pid, marker: postgresData, by: "SIGINT" }, clock));
  }
  await Promise.all(ends);
}

interface Orphan {
  readonly pid: number | null;
  /** Part of its command line: ids are used again. */
  readonly marker: string;
  readonly by: Deno.Signal;
}

async function endOne(
  { pid, marker, by }: Orphan,
  clock: Clock,
): Promise<void> {
  if (pid === null || !await isRunning(pid, marker)) return;
  signal(pid, by);
  const gone = async (): Promise<boolean> => !await isRunning(pid, marker);
  if (await poll(gone, { clock, withinMs: CLEAN_END_MS })) return;
  signal(pid, "SIGKILL");
  await poll(gone, { clock, withinMs: CLEAN_END_MS });
}

const RUN_DIRECTORY = /^run-(\d+)/;

/** Removes the directories of temporary stacks whose process is gone. */
export async function removeDeadRuns(clock: Clock): Promise<void> {
  for await (const { name } of Deno.readDir(DEV_DIRECTORY)) {
    const pid = Number(RUN_DIRECTORY.exec(name)?.[1]);
    if (Number.isNaN(pid)) continue;
    if ((await commandOf(pid))?.includes("deno")) continue;
    const directory = `${DEV_DIRECTORY}/${name}`;
    const state = await readState(stackPaths(directory).state);
    if (state !== undefined) {
      if (await isAlive(state)) continue;
      await endOrphans(state, directory, clock);
    } else {
      await endOrphan(
        `${await reachable(`${directory}/postgres`)}/data`,
        clock,
      );
    }
    await removeDirectory(directory);
  }
}

/** Removes a stack's directory, and what lies elsewhere on its behalf. */
export async function removeDirectory(directory: string): Promise<void> {
  const postgres = await reachable(`${directory}/postgres`);
  for (const path of [postgres, directory]) {
    await Deno.remove(path, { recursive: true }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}
