/**
 * Customers while an experiment runs: `deno task loadgen` beside it.
 * @module
 */

import { fileURLToPath } from "node:url";

/** Load that runs. */
export interface Load {
  readonly pid: number;
  /** False once it has ended, or a user has ended it. */
  readonly isRunning: boolean;
  stop(): Promise<void>;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Longest wait for its clean end (ms). */
const TIMEOUT_MS = 5000;

/** Starts it; it ends by itself after `seconds`, whatever happens here. */
export function startLoad(
  { url, rps, seconds }: {
    readonly url: string;
    readonly rps: number;
    readonly seconds: number;
  },
): Load {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "task",
      "--quiet",
      "loadgen",
      `--rps=${rps}`,
      `--duration=${Math.ceil(seconds)}s`,
      `--url=${url}`,
      "--json",
    ],
    cwd: ROOT,
    stdin: "null",
    stdout: "null",
    stderr: "null",
    detached: true,
  }).spawn();
  let isRunning = true;
  const ended = child.status.then(() => {
    isRunning = false;
  });
  return {
    pid: child.pid,
    get isRunning() {
      return isRunning;
    },
    async stop() {
      // Its whole session: a task is a process with a child.
      signalSession(child.pid, "SIGTERM");
      const timer = setTimeout(
        () => signalSession(child.pid, "SIGKILL"),
        TIMEOUT_MS,
      );
      await ended;
      clearTimeout(timer);
    },
  };
}

function signalSession(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(-pid, signal);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return; // it has ended
    throw error;
  }
}
