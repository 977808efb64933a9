/**
 * Containers by the docker client. By their ids: `docker compose unpause` was
 * seen to end with 0 and do nothing (compose 2.40 on podman 4.3).
 * @module
 */

import { outputOf } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** The containers of a service of a project. @throws {CouldNotRun} if none */
export async function containersOf(
  flags: readonly string[],
  service: string,
): Promise<readonly string[]> {
  const text = await outputOf("docker", [
    "compose",
    ...flags,
    "ps",
    "--all",
    "--quiet",
    service,
  ]);
  const ids = text.split("\n").filter((line) => line !== "");
  if (ids.length > 0) return ids;
  throw new CouldNotRun(`Cannot find a container of ${service}`);
}

/** `docker stop ID` and its like. */
export async function docker(what: string, id: string): Promise<void> {
  await outputOf("docker", [what, id]);
}

/** Unpauses or starts it, and looks. @throws {CouldNotRun} when it does not run */
export async function getRunning(id: string): Promise<void> {
  const before = await statusOf(id);
  if (before === "paused") await docker("unpause", id);
  else if (before !== "running") await docker("start", id);
  const after = await statusOf(id);
  if (after !== "running") throw new CouldNotRun(`the container is ${after}`);
}

async function statusOf(id: string): Promise<string> {
  return await outputOf("docker", [
    "inspect",
    "--format={{.State.Status}}",
    id,
  ]);
}
