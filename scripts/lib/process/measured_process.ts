/**
 * Processes under measurement: nothing between them and the kernel, their
 * output in a file, their CPU time and memory read where the kernel keeps them.
 * @module
 */

import { CouldNotRun } from "../cli/tool.ts";
import { systemClock } from "../../../services/shared/mod.ts";
import { answersOk, poll } from "../wait/wait.ts";
import { freePort } from "./free_port.ts";
import { SERVICE_FLAGS, SERVICE_MEMORY } from "./service_memory.ts";
import { readText } from "../files/read_text.ts";

/** Ticks a second of /proc/PID/stat on Linux. */
const TICKS_PER_SECOND = 100;

/** A process that serves. */
export interface Served {
  readonly url: string;
  /** From its start to its first 200 (ms). */
  readonly startMs: number;
  /** CPU time used so far, user and system (ms). */
  cpuMs(): Promise<number>;
  /** Resident memory (MB). */
  rssMb(): Promise<number>;
  stop(): Promise<void>;
}

/** How a service of this checkout is run. */
export function serviceArgs(name: string): readonly string[] {
  return [
    ...["run", "--quiet", ...SERVICE_FLAGS, `-P=${name}`],
    `services/${name}/main.ts`,
  ];
}

/** The program to run. */
export interface ServeOptions {
  /** Arguments of deno, e.g. `["run", "-P=events", ...]`. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 as soon as it serves. */
  readonly path: string;
}

/** Starts it on a free port, and waits for its first 200. */
export async function serve(
  { args, env, path }: ServeOptions,
): Promise<Served> {
  const port = freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = await Deno.makeTempFile({ prefix: "quickticket-bench-" });
  const began = performance.now();
  const process = new Deno.Command("sh", {
    // exec: the process measured is deno, not the shell.
    args: ["-c", 'exec "$0" "$@" > "$LOG" 2>&1', Deno.execPath(), ...args],
    env: {
      ...SERVICE_MEMORY,
      ...env,
      LOG: log,
      PORT: String(port),
      HOST: "127.0.0.1",
    },
  }).spawn();
  const isThere = await poll(() => answersOk(url + path), {
    clock: systemClock,
    withinMs: 30_000,
    everyMs: 2,
  });
  if (!isThere) {
    throw new CouldNotRun(`${args.join(" ")} did not start, see ${log}`);
  }
  const startMs = performance.now() - began;
  return {
    url,
    startMs,
    async cpuMs() {
      const stat = await readText(`/proc/${process.pid}/stat`);
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return 1000 * (Number(fields[11]) + Number(fields[12])) /
        TICKS_PER_SECOND;
    },
    async rssMb() {
      const status = await readText(`/proc/${process.pid}/status`);
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    },
    async stop() {
      process.kill("SIGTERM");
      await process.status;
      await Deno.remove(log);
    },
  };
}
