/**
 * The metrics that a process reports of itself. prom-client's own process
 * metrics read 0 without permissions in Deno, so these few come from calls that
 * need none.
 * @module
 */

import { Counter, Gauge, type Registry } from "prom-client";
import type { Clock } from "./clock.ts";

/** Readings of the running process. */
export interface ProcessReadings {
  /** Resident set size in bytes. */
  residentBytes(): number;
  /** CPU time used since the start, user and system, in seconds. */
  cpuSeconds(): number;
}

interface ProcessMetricsOptions {
  readonly service: string;
  readonly version: string;
  readonly registry: Registry;
  readonly process: ProcessReadings;
}

/** Registers memory, CPU and `{service}_build_info`. */
export function registerProcessMetrics(
  { service, version, registry, process }: ProcessMetricsOptions,
): void {
  const registers = [registry];
  new Gauge({
    name: `${service.replaceAll("-", "_")}_build_info`, // alert-receiver
    help: "Always 1; the label tells which build answers",
    labelNames: ["version"],
    registers,
  }).set({ version }, 1);
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Resident memory size in bytes",
    registers,
    collect() {
      this.set(process.residentBytes());
    },
  });
  let counted = 0;
  new Counter({
    name: "process_cpu_seconds_total",
    help: "User and system CPU time spent in seconds",
    registers,
    collect() {
      const spent = process.cpuSeconds();
      this.inc(Math.max(0, spent - counted));
      counted = spent;
    },
  });
}

/** How often the event loop is probed, in milliseconds. */
const LAG_PROBE_MS = 500;

/**
 * Keeps `process_event_loop_lag_seconds` at the worst delay of the last probe:
 * how much later than asked a timer ran. Returns when `signal` is aborted.
 */
export async function watchEventLoopLag(
  registry: Registry,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const gauge = new Gauge({
    name: "process_event_loop_lag_seconds",
    help: "How late the last timer ran in seconds",
    registers: [registry],
  });
  while (!signal.aborted) {
    const start = clock.monotonic();
    try {
      await clock.sleep(LAG_PROBE_MS, signal);
    } catch {
      return; // aborted: the service stops
    }
    const late = clock.monotonic() - start - LAG_PROBE_MS;
    gauge.set(Math.max(0, late) / 1000);
  }
}
