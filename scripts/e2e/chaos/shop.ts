/**
 * A shop with load, to experiment on: one for many experiments.
 * @module
 */

import { systemClock } from "../../../services/shared/mod.ts";
import { type Stack, startStack } from "../../stack/local/mod.ts";
import { devTarget } from "../../chaos/targets/mod.ts";
import {
  type FileRun,
  runFile,
  type RunRequest,
  startLoad,
} from "../../chaos/mod.ts";

/** Visits a second. */
const RPS = 40;

/** A shop that is used. */
export interface Shop {
  readonly stack: Stack;
  /** Runs an experiment on it. */
  run(desired: Desired): Promise<FileRun>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The options of a run. */
export type Desired =
  & Pick<RunRequest, "file">
  & Partial<Omit<RunRequest, "file" | "target">>;

/** Opens one; its load lasts at most so long (s). */
export async function openShop(
  { seconds = 900, rps = RPS }: {
    readonly seconds?: number;
    /** 0: no visitor comes. */
    readonly rps?: number;
  } = {},
): Promise<Shop> {
  const stack = await startStack();
  const runsFolder = await Deno.makeTempDir({ prefix: "chaos-" });
  const url = stack.urls.gateway ?? "";
  const load = rps === 0 ? undefined : startLoad({ url, rps, seconds });

  async function close(): Promise<void> {
    await load?.stop();
    await stack.close();
    await Deno.remove(runsFolder, { recursive: true });
  }

  return {
    stack,
    run: async (desired) =>
      await runFile({
        given: {},
        target: await devTarget(stack.paths.state, fetch),
        speed: 1,
        withLoad: false,
        prometheusUrl: undefined,
        predictionFile: undefined,
        runsFolder,
        machine: { version: "test", platform: "test", node: "test" },
        clock: systemClock,
        fetch,
        env: () => undefined,
        note: () => {},
        signal: new AbortController().signal,
        guard: false,
        ...desired,
      }),
    close,
    [Symbol.asyncDispose]: close,
  };
}
