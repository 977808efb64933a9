/**
 * The preflight checks before a stack can live in a directory.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { endOrphans, removeDeadRuns } from "./orphans.ts";
import {
  type StackPaths,
  stackPaths,
} from "../../adapters/running_stack/mod.ts";
import { reachable } from "./postgres_home.ts";
import { takeStaleState } from "./state_keeper.ts";

interface ClearOptions {
  readonly clock: Clock;
  /** Also wipes the data of both stores. */
  readonly fresh: boolean;
}

/**
 * Ends what a killed supervisor left behind, puts the old logs aside.
 * @throws {CouldNotRun} when a stack lives there
 */
export async function preflight(
  directory: string,
  { clock, fresh }: ClearOptions,
): Promise<void> {
  const paths = stackPaths(directory);
  await Deno.mkdir(directory, { recursive: true });
  const stale = await takeStaleState(paths);
  if (stale !== undefined) await endOrphans(stale, directory, clock);
  await removeDeadRuns(clock);
  await remove(`${paths.logs}.old`);
  await Deno.rename(paths.logs, `${paths.logs}.old`).catch(ignoreMissing);
  if (fresh) await wipe(paths);
}

async function wipe({ redis, postgres }: StackPaths): Promise<void> {
  await remove(redis);
  await remove(`${await reachable(postgres)}/data`);
}

async function remove(path: string): Promise<void> {
  await Deno.remove(path, { recursive: true }).catch(ignoreMissing);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

/**
 * Moves the database's files aside, so that the next start makes an empty one.
 * The server must not run.
 * @returns where they are now
 */
export async function setDataAside(
  directory: string,
  at: Date,
): Promise<string> {
  const postgres = await reachable(stackPaths(directory).postgres);
  const kept = `${postgres}/lost-${at.toISOString().replaceAll(":", "")}`;
  await Deno.rename(`${postgres}/data`, kept);
  return kept;
}
