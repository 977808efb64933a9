/**
 * Whatever builds and runs images here: docker, podman or nerdctl.
 * @module
 */

import { outputOf, runProgram } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** Programs that take docker's command line, the most usual first. */
const ENGINES = ["docker", "podman", "nerdctl"] as const;

/** One of them, known to answer. */
export interface Engine {
  readonly name: string;
  /** Runs it; its stdout. @throws {CouldNotRun} when it fails */
  run(...args: readonly string[]): Promise<string>;
}

/** The first that answers. @throws {CouldNotRun} naming all that were tried */
export async function findEngine(): Promise<Engine> {
  const problems: string[] = [];
  for (const name of ENGINES) {
    try {
      const { code, stderr } = await runProgram(name, ["info"]);
      if (code === 0) {
        return { name, run: (...args) => outputOf(name, args) };
      }
      problems.push(`${name}: ${stderr.split("\n")[0]}`);
    } catch (error) {
      if (!(error instanceof CouldNotRun)) throw error;
      problems.push(`${name}: not installed`);
    }
  }
  throw new CouldNotRun(
    `Cannot find a container engine that answers:\n  ${problems.join("\n  ")}`,
  );
}
