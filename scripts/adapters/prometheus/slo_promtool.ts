/**
 * promtool: Prometheus's own judge of rules.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";

/** How a run ended. */
export interface Verdict {
  readonly passed: boolean;
  readonly text: string;
}

/** Runs promtool; `PROMTOOL` names another one than that on PATH. */
export interface PromtoolOnPath {
  /** @throws {CouldNotRun} when there is none */
  run(...args: readonly string[]): Promise<Verdict>;
}

/** The promtool of this machine. */
export function promtoolOnPath(program = "promtool"): PromtoolOnPath {
  return {
    async run(...args) {
      try {
        const { success, stdout, stderr } = await new Deno.Command(program, {
          args: [...args],
        }).output();
        const decoder = new TextDecoder();
        const text = decoder.decode(stdout) + decoder.decode(stderr);
        return { passed: success, text };
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
        throw new CouldNotRun(
          `Cannot run ${program}: it is part of Prometheus 3, ` +
            "https://prometheus.io/download; name it with PROMTOOL",
        );
      }
    },
  };
}
