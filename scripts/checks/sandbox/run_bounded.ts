/**
 * A program with an environment of its own, a deadline and a limit of output.
 * @module
 */

import type { Ended } from "../../lib/process/mod.ts";
import { processesOf } from "../../lib/process/mod.ts";

/** Exit code of what did not end in time, as of timeout(1). */
export const TIMED_OUT = 124;

/** How a program is bounded. */
export interface Bounds {
  readonly cwd: string;
  /** All variables; none of this process is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly withinMs: number;
  /** Bytes of stdout and of stderr that are kept. */
  readonly maxOutput?: number;
  /** The text for its stdin. */
  readonly input?: string;
}

const MAX_OUTPUT = 1024 * 1024;

/** Runs it to its end, or ends it and all that it has started. */
export async function runBounded(
  file: string,
  args: readonly string[],
  { cwd, env, withinMs, maxOutput = MAX_OUTPUT, input }: Bounds,
): Promise<Ended> {
  const child = new Deno.Command(file, {
    args: [...args],
    cwd,
    env: { ...env },
    clearEnv: true,
    stdin: input === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let isLate = false;
  const deadline = setTimeout(() => {
    isLate = true;
    void endFamily(child.pid);
  }, withinMs);
  const flood = () => void endFamily(child.pid);
  const outputs = Promise.all([
    collect(child.stdout, maxOutput, flood),
    collect(child.stderr, maxOutput, flood),
  ]);
  if (input !== undefined) {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input)).catch(() => {});
    await writer.close().catch(() => {}); // it has ended before it read
  }
  try {
    const [stdout, stderr] = await outputs;
    const { code } = await child.status;
    return { code: isLate ? TIMED_OUT : code, stdout, stderr };
  } finally {
    clearTimeout(deadline);
  }
}

async function collect(
  stream: ReadableStream<Uint8Array>,
  maxOutput: number,
  onFlood: () => void,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const part of stream) {
    bytes += part.length;
    if (bytes > maxOutput) {
      onFlood();
      break;
    }
    text += decoder.decode(part, { stream: true });
  }
  return text.trim();
}

async function endFamily(pid: number): Promise<void> {
  const pids = await processesOf(pid)
    .then((marks) => marks.map((mark) => mark.pid), () => [pid]);
  for (const one of pids) {
    try {
      Deno.kill(one, "SIGKILL");
    } catch {
      // it has ended by itself
    }
  }
}
