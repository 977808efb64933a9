/**
 * The soak: ordinary visits for a long time, memory looked at meanwhile, and
 * the books compared at the end.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Clock } from "../../../services/shared/mod.ts";
import { ROOT, type Stack } from "../../stack/local/mod.ts";
import { Summary } from "../../load/loadgen/result/mod.ts";
import { type Books, FAULTS, readBooks } from "../../adapters/shop/mod.ts";
import { until } from "../../lib/wait/mod.ts";
import {
  type Growth,
  growthOf,
  memoryOf,
  type MemorySample,
} from "./memory.ts";
import { readText } from "../../lib/files/mod.ts";

/** Most that a component may grow after warming up. */
export const MAX_GROWTH = 0.1;

/** Looks at the memory: enough that a tenth of the run has a median. */
const LOOKS = 200;

/** Longest wait until the last payment is settled (ms). */
const SETTLE_MS = 60_000;

/** The load. */
export interface SoakOptions {
  readonly stack: Stack;
  readonly clock: Clock;
  readonly rps: number;
  readonly seconds: number;
  /** Where the load generator writes its summary. */
  readonly summary: string;
  /** Called at each look. */
  readonly onSample: (sample: MemorySample) => void;
}

/** The result. */
export interface SoakReport {
  readonly summary: Summary;
  readonly memory: readonly Growth[];
  readonly books: Books;
  /** Each promise that was broken, in words; empty: all were kept. */
  readonly broken: readonly string[];
}

/** The part of a load that counts. */
export interface SoakedLoad {
  readonly requests: Pick<Summary["requests"], "count" | "failures">;
  readonly arrivals: Pick<Summary["arrivals"], "dropped">;
}

/** Plays it to its end. @throws {CouldNotRun} when the load generator did not run */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const { stack, clock } = options;
  const load = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "-P=loadgen", "scripts/load/loadgen/cli.ts"],
      ...["--scenario", "mixed", "--seed", "1"],
      ...["--rps", String(options.rps), "--duration", `${options.seconds}s`],
      ...["--summary", options.summary],
    ],
    cwd: ROOT,
    env: { ...stack.env },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  let isOver = false;
  const over = load.status.finally(() => isOver = true);
  const samples: MemorySample[] = [];
  const pauseMs = options.seconds * 1000 / LOOKS;
  const began = clock.monotonic();
  while (!isOver) {
    const seconds = (clock.monotonic() - began) / 1000;
    const sample = { seconds, mib: await memoryOf(stack) };
    samples.push(sample);
    options.onSample(sample);
    await Promise.race([over, clock.sleep(pauseMs)]);
  }
  const { code } = await over;
  const text = await readText(options.summary).catch(() => {
    throw new CouldNotRun(
      `The load generator ended with ${code}, without a summary`,
    );
  });
  const summary = Summary.parse(JSON.parse(text));
  const told = summary.orders.completed;
  const settled = async (): Promise<boolean> =>
    (await readBooks(stack, new Set())).unpaidFor === 0;
  await until("every charge is an order", settled, SETTLE_MS).catch(() => {});
  const books = await readBooks(stack, new Set());
  const memory = growthOf(samples);
  return {
    summary,
    memory,
    books,
    broken: brokenIn(summary, memory, books, told),
  };
}

/**
 * Every promise that was broken, in words; none when all were kept.
 * @param told orders that customers got
 */
export function brokenIn(
  { requests, arrivals }: SoakedLoad,
  memory: readonly Growth[],
  books: Books,
  told: number,
): readonly string[] {
  const grown = memory.filter(({ growth }) => !(growth <= MAX_GROWTH))
    .map(({ name, growth }) =>
      `${name} grew by ${(growth * 100).toFixed(1)} % (bound ${
        MAX_GROWTH * 100
      } %)`
    );
  const wrong = FAULTS.filter((fault) => books[fault] > 0)
    .map((fault) => `${fault}: ${books[fault]}`);
  return [
    requests.failures === 0
      ? []
      : [`${requests.failures} of ${requests.count} requests failed`],
    arrivals.dropped === 0 ? [] : [`${arrivals.dropped} visits were dropped`],
    told > 0 ? [] : ["no visitor bought anything"],
    told === books.orders && books.orders === books.charges ? [] : [
      `visitors got ${told} orders, the database has ` +
      `${books.orders}, payments charged ${books.charges}`,
    ],
    grown,
    wrong,
  ].flat();
}
