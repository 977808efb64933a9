/**
 * The system, looked at while something is wrong with it.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { measure } from "../probes/measure.ts";
import type { MetricsHistory } from "../probes/metrics_history.ts";
import { metricsProvider } from "../probe_providers.ts";
import { askSql } from "../probes/sql.ts";
import { answersOk, answersPing } from "../../lib/wait/mod.ts";
import type { State } from "../../stack/local/mod.ts";

/** Process of each part; null while it does not run. */
export type Pids = Readonly<Record<string, number | null>>;

/** The processes of a stack. */
export function pidsOf({ services, postgres, redis }: State): Pids {
  return {
    ...Object.fromEntries(
      Object.entries(services).map(([name, { pid }]) => [name, pid]),
    ),
    ...postgres === undefined ? {} : { postgres: postgres.pid },
    ...redis === undefined ? {} : { redis: redis.pid },
  };
}

/** Parts that do not run, or do not answer. */
export async function missingParts(
  state: State,
  clock: Clock,
): Promise<readonly string[]> {
  const { services, postgres, redis } = state;
  const looks = [
    ...Object.entries(services).map(async ([name, { url, pid }]) =>
      pid !== null && await answersOk(`${url}/livez`) ? undefined : name
    ),
    postgresAnswers(postgres?.url, clock)
      .then((isThere) => isThere ? undefined : "postgres"),
    redis === undefined || redis.pid === null
      ? Promise.resolve("redis")
      : answersPing(redis.url).then((isThere) => isThere ? undefined : "redis"),
  ];
  return (await Promise.all(looks)).filter((name) => name !== undefined);
}

async function postgresAnswers(
  databaseUrl: string | undefined,
  clock: Clock,
): Promise<boolean> {
  const query = { type: "sql", query: "SELECT 1", timeout: 2 } as const;
  return (await askSql(query, { databaseUrl, clock })).value === 1;
}

const REQUESTS = metricsProvider.parse({
  type: "metrics",
  measure: "rate",
  service: "gateway",
  of: "gateway_requests_total",
});

const ORDERS = metricsProvider.parse({
  type: "metrics",
  measure: "rate",
  service: "events",
  of: "events_orders_total",
});

const FAILED = metricsProvider.parse({
  type: "metrics",
  measure: "increase",
  service: "gateway",
  of: 'gateway_requests_total{status=~"5.."}',
});

/** Metrics that are read here. */
export const FACT_METRICS = [
  "gateway_requests_total",
  "events_orders_total",
] as const;

/** How much the shop is used. */
export interface Use {
  /** Requests a second. */
  readonly rps: number | undefined;
  /** Orders a second. */
  readonly orders: number | undefined;
}

/** Window in which use is measured (ms). */
const WINDOW_MS = 6000;

/** How much the shop is used now. */
export function useNow(history: MetricsHistory, now: number): Use {
  const span = { from: now - WINDOW_MS, to: now };
  const number = (provider: typeof REQUESTS): number | undefined => {
    const { value } = measure(provider, history.of(provider.service), span);
    return typeof value === "number" ? value : undefined;
  };
  return { rps: number(REQUESTS), orders: number(ORDERS) };
}

/** Answers 5xx between two moments. */
export function failedBetween(
  history: MetricsHistory,
  from: number,
  to: number,
): number {
  const looks = history.of("gateway");
  const end = Math.min(to, looks.at(-1)?.at ?? to);
  const { value } = measure(FAILED, looks, { from, to: end });
  return typeof value === "number" ? value : 0;
}
