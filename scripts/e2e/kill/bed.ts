/**
 * Where tools are killed: a shop, and a clone of the course that they write to.
 * @module
 */

import { ROOT, type Stack, startStack } from "../../stack/local/mod.ts";
import { openGit } from "../../lib/process/mod.ts";

/** How a tool ended. */
export interface Ended {
  readonly wasKilled: boolean;
  readonly code: number;
  /** How long it ran (ms). */
  readonly ms: number;
  readonly stderr: string;
}

/** The place. */
export interface Bed extends AsyncDisposable {
  readonly stack: Stack;
  /** The clone; tools run in it. */
  readonly tree: string;
  /**
   * Runs a tool of the clone.
   * @param killAfterMs SIGKILL then, unless it has ended; undefined: never
   */
  run(words: readonly string[], killAfterMs?: number): Promise<Ended>;
}

/** Makes it. */
export async function openBed(note: (text: string) => void): Promise<Bed> {
  const folder = await Deno.makeTempDir({ prefix: "kill-" });
  const tree = `${folder}/tree`;
  await openGit(folder).output("clone", "--quiet", ROOT, tree);
  await Deno.mkdir(`${tree}/kill`);
  const stack = await startStack({ note });
  return {
    stack,
    tree,
    run: (words, killAfterMs) => run(words, { stack, tree, killAfterMs }),
    async [Symbol.asyncDispose]() {
      await stack.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function run(
  [script = "", ...args]: readonly string[],
  { stack, tree, killAfterMs }: {
    readonly stack: Stack;
    readonly tree: string;
    readonly killAfterMs: number | undefined;
  },
): Promise<Ended> {
  const began = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--allow-all", "--no-check", script, ...args],
    cwd: tree,
    env: { ...stack.env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let wasKilled = false;
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => {
    try {
      child.kill("SIGKILL");
      wasKilled = true;
    } catch {
      // it has just ended
    }
  }, killAfterMs);
  // A child that outlives the tool may keep the pipe open: the tool's end counts.
  const words = new Response(child.stderr).text();
  const { code } = await child.status;
  clearTimeout(timer);
  const ms = performance.now() - began;
  const stderr = await Promise.race([
    words,
    new Promise<string>((resolve) => setTimeout(() => resolve(""), 1000)),
  ]);
  return { wasKilled, code, ms, stderr };
}
