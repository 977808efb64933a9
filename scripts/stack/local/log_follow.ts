/**
 * The end of a log file, and what is written to it from then on.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { lineSplitter } from "../../lib/process/mod.ts";

/** How often a followed file is looked at (ms). */
const LOOK_EVERY_MS = 100;

interface FollowOptions {
  /** How many of the last lines to give out first. */
  readonly last: number;
  /** Ends the following; without it only the last lines are given out. */
  readonly signal?: AbortSignal;
  readonly clock: Clock;
  readonly onLine: (line: string) => void;
}

/** Gives out a file's last lines, then follows it until the signal. */
export async function followLog(
  file: string,
  { last, signal, clock, onLine }: FollowOptions,
): Promise<void> {
  let pending: string[] | undefined = [];
  const splitter = lineSplitter((line) => {
    if (pending === undefined) return onLine(line);
    pending.push(line);
    if (pending.length > last) pending.shift();
  });
  using log = await Deno.open(file);
  const chunk = new Uint8Array(64 * 1024);
  while (true) {
    const read = await log.read(chunk);
    if (read !== null) {
      splitter.push(chunk.subarray(0, read));
      continue;
    }
    pending?.forEach(onLine);
    pending = undefined;
    if (signal === undefined || signal.aborted) return;
    await clock.sleep(LOOK_EVERY_MS, signal).catch(() => {}); // the end
  }
}
