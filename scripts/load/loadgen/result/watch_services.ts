/**
 * Looks at the services' metrics while a load goes on.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import {
  type Machine,
  machineReading,
  type Reading,
  readingOf,
} from "./saturation.ts";

/** How often (ms). */
const EVERY_MS = 1000;

/** The services to watch. */
export interface WatchOptions {
  /** Base URL of each service. */
  readonly urls: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** CPU time that the generator itself has used (s). */
  readonly cpuSeconds: () => number;
  /** The machine's own; undefined without the permission to look. */
  readonly machine?: () => Machine | undefined;
}

/**
 * One look at each service, and at this process: a generator that is used up
 * finds its own limit. A service that does not answer is left out.
 */
async function lookAt(
  { urls, fetch, clock, cpuSeconds, machine }: WatchOptions,
): Promise<readonly Reading[]> {
  const looks = await Promise.all(
    Object.entries(urls).map(async ([service, url]) => {
      try {
        const answer = await fetch(`${url}/metrics`, {
          signal: AbortSignal.timeout(5000),
        });
        const text = await answer.text();
        return answer.ok ? [readingOf(service, clock.monotonic(), text)] : [];
      } catch {
        return []; // down, or too busy to say: the load's figures tell
      }
    }),
  );
  const own: Reading = {
    service: "generator",
    atMs: clock.monotonic(),
    values: new Map([["process_cpu_seconds_total", cpuSeconds()]]),
  };
  const whole = machine?.();
  return [
    ...looks.flat(),
    own,
    ...whole === undefined ? [] : [machineReading(whole, own.atMs)],
  ];
}

/** Looks once before `work`, and each second while it goes on. */
export async function watchWhile<T>(
  options: WatchOptions,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly readings: readonly Reading[] }> {
  const over = new AbortController();
  const readings: Reading[] = [...await lookAt(options)];
  async function look(): Promise<void> {
    for (;;) {
      try {
        await options.clock.sleep(EVERY_MS, over.signal);
      } catch {
        return; // the work is done
      }
      readings.push(...await lookAt(options));
    }
  }
  const looking = look();
  try {
    return { result: await work(), readings };
  } finally {
    over.abort();
    await looking;
  }
}
