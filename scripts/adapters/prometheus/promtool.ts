/**
 * promtool, wherever it is: named by PROMTOOL, on PATH, beside the Prometheus
 * that PROMETHEUS names, or in the image of Prometheus that compose uses.
 * @module
 */

import type { Ended } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** The image of compose.yaml. */
const IMAGE = "prom/prometheus:v3.11.2";

/** The machine that promtool is looked for on. */
export interface PromtoolHost {
  /** An environment variable. */
  env(name: string): string | undefined;
  /** Runs a program to its end. @throws {CouldNotRun} when there is none */
  program(name: string, args: readonly string[]): Promise<Ended>;
}

/** promtool; code 0 says that all is right, the texts say what is not. */
export type Promtool = (...args: readonly string[]) => Promise<Ended>;

/**
 * The promtool of this machine.
 * @param folders absolute ones that hold all files that it is to read; relative
 *   paths are below the first
 * @throws {CouldNotRun} saying how to get one
 */
export async function findPromtool(
  { env, program }: PromtoolHost,
  folders: readonly [string, ...string[]],
): Promise<Promtool> {
  const named = env("PROMTOOL") || undefined;
  const beside = env("PROMETHEUS")?.replace(/[^/\\]*$/, "promtool");
  for (const own of named === undefined ? ["promtool", beside] : [named]) {
    if (own === undefined) continue;
    if (await works(program, own, ["--version"])) {
      return (...args) => program(own, args);
    }
  }
  if (named !== undefined) {
    throw new CouldNotRun(
      `Cannot run ${named}, which PROMTOOL names: it must be promtool of ` +
        "Prometheus 3, https://prometheus.io/download",
    );
  }
  const docker = [
    ...["run", "--rm", "--workdir", folders[0], "--entrypoint", "promtool"],
    ...folders.flatMap((folder) => ["--volume", `${folder}:${folder}:ro`]),
    IMAGE,
  ];
  if (await works(program, "docker", [...docker, "--version"])) {
    return (...args) => program("docker", [...docker, ...args]);
  }
  throw new CouldNotRun(
    "Cannot find promtool: it is part of Prometheus, " +
      "https://prometheus.io/download. Put it on PATH, name it in PROMTOOL, " +
      "or start Docker",
  );
}

async function works(
  program: PromtoolHost["program"],
  name: string,
  args: readonly string[],
): Promise<boolean> {
  try {
    return (await program(name, args)).code === 0;
  } catch (error) {
    if (error instanceof CouldNotRun) return false;
    throw error;
  }
}
