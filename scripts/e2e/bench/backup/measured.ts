/**
 * The cost of a program, from its start to its end.
 * @module
 */

import { CouldNotRun } from "../../../lib/cli/mod.ts";
import type { Invocation } from "../../../adapters/postgres/mod.ts";
import { readTextSync } from "../../../lib/files/mod.ts";

/** Its cost. */
export interface Spent {
  readonly seconds: number;
  /** Most memory that was resident (MB), of this process alone. */
  readonly rssMb: number;
}

/** How often the kernel is asked (ms). */
const LOOK_MS = 20;

/** Runs it to its end. @throws {CouldNotRun} unless that is 0 */
export async function measured(
  { file, args, env }: Invocation,
): Promise<Spent> {
  const began = performance.now();
  const child = new Deno.Command(file, {
    args: [...args],
    env: { ...env },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let rssMb = 0;
  const timer = setInterval(() => {
    rssMb = peakMb(child.pid) ?? rssMb; // the kernel keeps the peak itself
  }, LOOK_MS);
  const { code, stderr } = await child.output();
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  if (code === 0) return { seconds, rssMb };
  throw new CouldNotRun(`${file}: ${new TextDecoder().decode(stderr)}`);
}

function peakMb(pid: number): number | undefined {
  try {
    const status = readTextSync(`/proc/${pid}/status`);
    const kb = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
    return kb === undefined ? undefined : Number(kb) / 1024;
  } catch {
    return undefined; // it has ended
  }
}
