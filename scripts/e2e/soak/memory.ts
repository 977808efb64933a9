/**
 * Memory of a running stack over time, and whether it grows without end.
 * @module
 */

import { median } from "../../lib/measured/mod.ts";
import { processesOf } from "../../lib/process/mod.ts";
import type { Stack } from "../../stack/local/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readText } from "../../lib/files/mod.ts";

/** Memory of each component at one moment (MiB), by name. */
export interface MemorySample {
  /** Since the load began (s). */
  readonly seconds: number;
  readonly mib: Readonly<Record<string, number>>;
}

/** How a component's memory went. */
export interface Growth {
  readonly name: string;
  /** Median of the samples after warming up (MiB). */
  readonly early: number;
  /** Median of the last samples (MiB). */
  readonly late: number;
  readonly most: number;
  /** 0.1 is ten percent more. */
  readonly growth: number;
}

/** Stores, of which memory that their processes share is not counted. */
const STORES: ReadonlySet<string> = new Set(["postgres", "redis"]);

/**
 * The memory of each component now. A service: its resident set. A store: what
 * its processes have for themselves, as shared buffers fill up to their bound
 * by design and are seen by each process.
 * @throws {CouldNotRun} where there is no /proc
 */
export async function memoryOf(
  stack: Stack,
): Promise<Readonly<Record<string, number>>> {
  if (Deno.build.os !== "linux") {
    throw new CouldNotRun(
      "Cannot measure memory: it is read from Linux' /proc",
    );
  }
  const entries = await Promise.all(stack.names.map(async (name) => {
    const pid = stack.pid(name);
    if (pid === undefined) return [name, NaN] as const;
    const family = STORES.has(name)
      ? (await processesOf(pid)).map((one) => one.pid)
      : [pid];
    const field = STORES.has(name) ? "RssAnon" : "VmRSS";
    const parts = await Promise.all(family.map((one) => statusOf(one, field)));
    return [name, parts.reduce((sum, one) => sum + one, 0)] as const;
  }));
  return Object.fromEntries(entries);
}

async function statusOf(pid: number, field: string): Promise<number> {
  const text = await readText(`/proc/${pid}/status`).catch(() => "");
  const kib = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(text)?.[1];
  return Number(kib ?? 0) / 1024;
}

/** Share of the run that is warming up: caches, compiled code, pools, holds. */
const WARM_UP = 0.1;

/** Share of the run that counts as its beginning, after that, and as its end. */
const WINDOW = 0.1;

/** Each component's memory at the end beside that after warming up. */
export function growthOf(samples: readonly MemorySample[]): readonly Growth[] {
  const end = samples.at(-1)?.seconds ?? 0;
  const between = (from: number, to: number): readonly MemorySample[] =>
    samples.filter(({ seconds }) =>
      seconds >= from * end && seconds <= to * end
    );
  const early = between(WARM_UP, WARM_UP + WINDOW);
  const late = between(1 - WINDOW, 1);
  return Object.keys(samples[0]?.mib ?? {}).map((name) => {
    const of = (some: readonly MemorySample[]): readonly number[] =>
      some.map(({ mib }) => mib[name] ?? NaN);
    const before = middle(of(early));
    const after = middle(of(late));
    return {
      name,
      early: before,
      late: after,
      most: Math.max(...of(samples)),
      growth: after / before - 1,
    };
  });
}

/** NaN without values: a run too short to tell is within no bound. */
function middle(values: readonly number[]): number {
  return values.length === 0 ? NaN : median(values);
}
