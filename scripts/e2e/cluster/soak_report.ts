/**
 * Evaluates a soak of the cluster and reports the result.
 * @module
 */

import type { Outcome } from "../../adapters/kubernetes/mod.ts";

/** The observations during the soak. */
export interface Watched {
  /** Most replicas that the gateway was asked to have. */
  readonly most: number;
  readonly grownAfterS: number | undefined;
  /** Most memory of one pod, by app (MiB). */
  readonly memory: ReadonlyMap<string, number>;
}

/** The data by which a soak is evaluated. */
export interface Soaked extends Watched {
  readonly outcome: Pick<Outcome, "requests" | "failures" | "orders">;
  /** Orders that the database has more than before. */
  readonly rows: number;
  readonly restarts: number;
  readonly isOutOfMemory: boolean;
  /** Replicas of the gateway before. */
  readonly first: number;
  /** From the end of the load until they were as few again; undefined: never. */
  readonly shrunkMs: number | undefined;
}

/** The broken rules, in words; empty when all are kept. */
export function problemsOf(soaked: Soaked): readonly string[] {
  const { outcome, rows, restarts, first, most } = soaked;
  return [
    outcome.failures === 0 ? [] : `${outcome.failures} requests failed`,
    outcome.orders > 0 ? [] : "nothing was sold",
    rows === outcome.orders ? [] : `${rows} rows for ${outcome.orders} orders`,
    soaked.isOutOfMemory ? "a container ran out of memory" : [],
    restarts === 0 ? [] : `${restarts} restarts`,
    most > first ? [] : "the gateway did not grow",
    soaked.shrunkMs === undefined ? "the gateway did not shrink again" : [],
  ].flat();
}

/** The line about a soak. */
export function soakLine(
  { outcome, rows, restarts, first, most, grownAfterS, shrunkMs, memory }:
    Soaked,
  { rps, minutes }: { readonly rps: number; readonly minutes: number },
  problems: readonly string[],
): string {
  const { requests, failures, orders } = outcome;
  const shrunk = shrunkMs === undefined
    ? "never"
    : `${Math.round(shrunkMs / 1000)} s after the load`;
  const most_ = [...memory].map(([app, mib]) => `${app} ${mib}`).join(", ");
  const line = `${minutes} min at ${rps} journeys/s: ${requests} requests, ` +
    `${failures} failed, ${orders} orders, ${rows} rows; gateways ${first} -> ` +
    `${most} (after ${grownAfterS ?? "-"} s) -> ${first} (${shrunk}); most ` +
    `memory ${most_} MiB of a pod; ${restarts} restarts`;
  return problems.length === 0
    ? `ok      ${line}`
    : `FAILED  ${line} (${problems.join("; ")})`;
}

/** Memory of each pod (MiB) by its app, as `kubectl top pods` tells it. */
export function memoryIn(
  text: string,
): readonly (readonly [app: string, mib: number])[] {
  return text.split("\n").flatMap((line) => {
    // "gateway-7d9f8b6c5d-x2k8p 12m 85Mi"
    const [, app, amount, unit] =
      /^(gateway|events|payments|notifications|postgres|redis)-\S+\s+\S+\s+(\d+)(Mi|Gi)/
        .exec(line) ?? [];
    if (app === undefined) return [];
    return [[app, Number(amount) * (unit === "Gi" ? 1024 : 1)] as const];
  });
}
