/**
 * The resources of a system that are used up, from its services' own metrics.
 * @module
 */

import { parseExposition } from "../../../adapters/prometheus/mod.ts";

/** From that share on a resource counts as used up. */
const USED_UP = 0.9;

/** An event loop that is so late serves no client in time (s). */
const LATE_S = 0.1;

/** One look at a service. */
export interface Reading {
  readonly service: string;
  /** Any clock that does not go back (ms). */
  readonly atMs: number;
  /** By name of metric; of series with labels the sum. */
  readonly values: ReadonlyMap<string, number>;
}

/** A resource and how much of it was used. */
export interface Use {
  /** E.g. `events database pool`. */
  readonly resource: string;
  /** Share of what there is; 1 and more: used up. */
  readonly share: number;
  /** In words. */
  readonly detail: string;
}

/** Reads what a service's `/metrics` said. */
export function readingOf(
  service: string,
  atMs: number,
  text: string,
): Reading {
  const values = new Map<string, number>();
  for (const { name, value } of parseExposition(text)) {
    values.set(name, (values.get(name) ?? 0) + value);
  }
  return { service, atMs, values };
}

/** How much was used between the first and the last look, most first. */
export function usesOf(readings: readonly Reading[]): readonly Use[] {
  const services = new Set(readings.map(({ service }) => service));
  return [...services].flatMap((service) => {
    const own = readings.filter((reading) => reading.service === service);
    return [cpuOf(own), machineOf(own), poolOf(own), lagOf(own)]
      .filter((use) => use !== undefined);
  }).toSorted((a, b) => b.share - a.share);
}

/** True when there is none left. */
export function isUsedUp({ share }: Use): boolean {
  return share >= USED_UP;
}

/** A service runs its JavaScript on one core. */
function cpuOf(readings: readonly Reading[]): Use | undefined {
  const [first, last] = [readings[0], readings.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const name = "process_cpu_seconds_total";
  const [before, after] = [first.values.get(name), last.values.get(name)];
  const seconds = (last.atMs - first.atMs) / 1000;
  if (before === undefined || after === undefined || seconds <= 0) return;
  if (after < before) return undefined; // another process now
  const share = (after - before) / seconds;
  return {
    resource: `${first.service} CPU`,
    share,
    detail: `${share.toFixed(2)} of a core`,
  };
}

/** Metrics of {@link machineReading}. */
const BUSY = "machine_cpu_seconds_total";
const CORES = "machine_cores";

/** How busy the machine is on which all this runs. */
export interface Machine {
  /** Time in which its cores were not idle (s). */
  readonly busySeconds: number;
  readonly cores: number;
}

/** A look at the machine: a shop on a laptop often ends with the laptop. */
export function machineReading(
  { busySeconds, cores }: Machine,
  atMs: number,
): Reading {
  const values = new Map([[BUSY, busySeconds], [CORES, cores]]);
  return { service: "machine", atMs, values };
}

function machineOf(readings: readonly Reading[]): Use | undefined {
  const [first, last] = [readings[0], readings.at(-1)];
  const cores = last?.values.get(CORES);
  if (first === undefined || last === undefined || cores === undefined) return;
  const seconds = (last.atMs - first.atMs) / 1000;
  if (seconds <= 0) return undefined;
  const [before = 0, after = 0] = [
    first.values.get(BUSY),
    last.values.get(BUSY),
  ];
  const used = (after - before) / seconds;
  return {
    resource: "machine CPU",
    share: used / cores,
    detail: `${used.toFixed(2)} of ${cores} cores`,
  };
}

function poolOf(readings: readonly Reading[]): Use | undefined {
  const all = readings.flatMap(({ service, values }) => {
    const of = (name: string) => values.get(`${service}_db_pool_${name}`) ?? 0;
    const most = of("max");
    if (most === 0) return [];
    const [used, waiting] = [of("size"), of("waiting")];
    return [{ service, used, waiting, most, share: (used + waiting) / most }];
  });
  const usual = median(all.toSorted((a, b) => a.share - b.share));
  return usual && {
    resource: `${usual.service} database pool`,
    share: usual.share,
    detail: `${usual.used} of ${usual.most} connections, ` +
      `${usual.waiting} waiting`,
  };
}

function lagOf(readings: readonly Reading[]): Use | undefined {
  const lags = readings.flatMap(({ values }) =>
    values.get("process_event_loop_lag_seconds") ?? []
  );
  const [first] = readings;
  const usual = median(lags.toSorted((a, b) => a - b));
  return usual === undefined || first === undefined ? undefined : {
    resource: `${first.service} event loop`,
    share: usual / LATE_S,
    detail: `late by ${(usual * 1000).toFixed(0)} ms`,
  };
}

/** The middle one: full for a moment is not used up. */
function median<T>(sorted: readonly T[]): T | undefined {
  return sorted[Math.floor(sorted.length / 2)];
}
