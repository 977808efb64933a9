/**
 * Several threads play a run together. Each plays every n-th visit of the one
 * plan, so that together they do what one would have done; their histograms
 * are added, not their percentiles.
 * @module
 */

import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { merged } from "../result/totals.ts";
import { decodeLatency } from "../result/latency.ts";
import { type Plan, type Share, subShare } from "./plan.ts";
import type { Player } from "./run.ts";
import type { Slice } from "../result/slice.ts";
import type { FromWorker, ToWorker } from "./worker_protocol.ts";

/** The plan, and the number of threads that play it. */
export interface WorkersOptions {
  readonly plan: Plan;
  readonly share: Share;
  readonly workers: number;
}

/**
 * A player of several threads.
 * @throws {CouldNotRun} in a program that was bundled: it has no other files
 */
export function workersPlayer(
  { plan, share, workers }: WorkersOptions,
): Player {
  if (!import.meta.url.endsWith("/workers.ts")) {
    throw new CouldNotRun(
      "Cannot start workers: this program is one file; run several of it " +
        "with --shares instead",
    );
  }
  return async (onSlice, signal) => {
    const threads = Array.from({ length: workers }, startThread);
    const say = (message: ToWorker): void =>
      threads.forEach(({ worker }) => worker.postMessage(message));
    const stop = (): void => say({ kind: "stop" });
    const join = joiner(workers, onSlice);
    try {
      // All begin at the same moment, when the slowest is there.
      await Promise.all(threads.map(({ ready }) => ready));
      signal.addEventListener("abort", stop);
      if (signal.aborted) return;
      const ended = threads.map((thread, at) => {
        thread.onSlice = join.take;
        thread.worker.postMessage(
          {
            kind: "start",
            plan,
            share: subShare(share, at, workers),
          } satisfies ToWorker,
        );
        return thread.done;
      });
      await Promise.all(ended);
      join.flush();
    } finally {
      signal.removeEventListener("abort", stop);
      threads.forEach(({ worker }) => worker.terminate());
    }
  };
}

interface Thread {
  readonly worker: Worker;
  readonly ready: Promise<void>;
  readonly done: Promise<void>;
  onSlice: (slice: Slice) => void;
}

function startThread(): Thread {
  const worker = new Worker(new URL("./worker_main.ts", import.meta.url), {
    type: "module",
  });
  const ready = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  // A thread that fails before it is ready is reported by `ready` alone.
  done.promise.catch(() => {});
  const thread: Thread = {
    worker,
    ready: ready.promise,
    done: done.promise,
    onSlice: () => {},
  };
  function fail(reason: string): void {
    const error = new CouldNotRun(`Cannot go on: a worker failed: ${reason}`);
    ready.reject(error);
    done.reject(error);
  }
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === "ready") ready.resolve();
    else if (data.kind === "done") done.resolve();
    else if (data.kind === "failed") fail(data.reason);
    else thread.onSlice(data.slice);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    fail(event.message);
  };
  return thread;
}

/** Makes one slice of those of all threads that end at the same moment. */
function joiner(
  workers: number,
  onSlice: (slice: Slice) => void,
): { take(slice: Slice): void; flush(): void } {
  const waiting = new Map<number, Slice[]>();
  function join(atMs: number, slices: readonly Slice[]): void {
    waiting.delete(atMs);
    const [first, ...others] = slices;
    if (first !== undefined) onSlice(others.reduce(mergedSlice, first));
  }
  return {
    take(slice) {
      const slices = waiting.get(slice.atMs) ?? [];
      slices.push(slice);
      waiting.set(slice.atMs, slices);
      if (slices.length === workers) join(slice.atMs, slices);
    },
    flush() {
      // The last slice of each thread ends when the thread did.
      for (const [atMs, slices] of waiting) join(atMs, slices);
    },
  };
}

/** Two slices of the same time as one. */
function mergedSlice(one: Slice, other: Slice): Slice {
  const lag = decodeLatency(one.lag);
  lag.add(decodeLatency(other.lag));
  return {
    ...merged(one, other),
    atMs: Math.max(one.atMs, other.atMs),
    lag: lag.encode(),
    inFlight: one.inFlight + other.inFlight,
  };
}
