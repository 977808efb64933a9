/**
 * promtool, wherever it is: named by PROMTOOL, on PATH, or in the image of
 * Prometheus that compose uses.
 * @module
 */

import type { Ended } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** The image of compose.yaml. */
const IMAGE = "prom/prometheus:v3.11.2";

/** Runs a program to its end. */
export type Run = (name: string, args: readonly string[]) => Promise<Ended>;

/** promtool on files of one folder. */
export type Promtool = (...args: readonly string[]) => Promise<Ended>;

/**
 * The promtool of this machine.
 * @param folder holds all files that it is to read
 * @throws {CouldNotRun} saying how to get one
 */
export async function findPromtool(
  run: Run,
  { named, folder }: {
    readonly named: string | undefined;
    readonly folder: string;
  },
): Promise<Promtool> {
  const own = named ?? "promtool";
  if (await works(run, own, ["--version"])) {
    return (...args) => run(own, args);
  }
  const docker = [
    ...["run", "--rm", "--volume", `${folder}:${folder}:ro`],
    ...["--entrypoint", "promtool", IMAGE],
  ];
  if (await works(run, "docker", [...docker, "--version"])) {
    return (...args) => run("docker", [...docker, ...args]);
  }
  throw new CouldNotRun(
    "Cannot find promtool: it is part of Prometheus, " +
      "https://prometheus.io/download. Put it on PATH, name it in PROMTOOL, " +
      "or start Docker",
  );
}

async function works(
  run: Run,
  name: string,
  args: readonly string[],
): Promise<boolean> {
  try {
    return (await run(name, args)).code === 0;
  } catch (error) {
    if (error instanceof CouldNotRun) return false;
    throw error;
  }
}
