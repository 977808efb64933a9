/**
 * Probes, asked. A probe that cannot measure finds nothing, and says why: no
 * tolerance allows nothing.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { measure } from "./measure.ts";
import type { MetricsHistory } from "../model/metrics_history.ts";
import type {
  MetricsProvider,
  ProbeProvider,
} from "../model/probe_providers.ts";
import type { OwnRequests } from "./own_requests.ts";
import { askHttp } from "./http.ts";
import { askSql } from "./sql.ts";
import { type Prometheus, readNumber } from "../../adapters/prometheus/mod.ts";
import { promqlOf } from "./promql.ts";
import type { Found } from "../model/tolerance.ts";
import { wordsOf } from "../../lib/text/mod.ts";

/** The dependencies of a probe. */
export interface ProbeContext {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly history: MetricsHistory;
  readonly own: OwnRequests;
  /** Answers instead of the history when it is there. */
  readonly prometheus: Prometheus | undefined;
  readonly databaseUrl: string | undefined;
  /** The same database, as a role that can only read; see reader.ts. */
  readonly reader?: { url(): Promise<string> } | undefined;
  /** Durations are divided by it. */
  readonly speed: number;
}

/** Shortest window that still has two looks in it (ms). */
const SHORTEST_WINDOW_MS = 2000;

/** Asks a probe once. */
export async function ask(
  provider: ProbeProvider,
  context: ProbeContext,
  signal: AbortSignal,
): Promise<Found> {
  switch (provider.type) {
    case "http":
      context.own.note(provider.url);
      return await askHttp(provider, context, signal);
    case "metrics": {
      const windowMs = windowOf(provider.window, context.speed);
      return await askMetrics(provider, windowMs, context, signal);
    }
    case "prometheus":
      if (context.prometheus === undefined) {
        return { value: undefined, note: "there is no --prometheus to ask" };
      }
      return await readNumber(context.prometheus, provider.query, { signal });
    case "sql":
      return await askAsReader(provider, context);
  }
}

async function askAsReader(
  provider: Extract<ProbeProvider, { readonly type: "sql" }>,
  { reader, databaseUrl, clock }: ProbeContext,
): Promise<Found> {
  if (reader === undefined) {
    return await askSql(provider, { databaseUrl, clock });
  }
  try {
    const url = await reader.url();
    return await askSql(provider, { databaseUrl: url, clock });
  } catch (error) {
    return {
      value: undefined,
      note: `no role that can only read: ${wordsOf(error)}`,
    };
  }
}

/** A window of a file (s), as it is used (ms). */
export function windowOf(seconds: number, speed: number): number {
  return Math.max(SHORTEST_WINDOW_MS, seconds * 1000 / speed);
}

async function askMetrics(
  provider: MetricsProvider,
  windowMs: number,
  { history, prometheus, clock }: ProbeContext,
  signal: AbortSignal,
): Promise<Found> {
  if (prometheus !== undefined) {
    const query = promqlOf(provider, windowMs / 1000);
    return await readNumber(prometheus, query, { signal });
  }
  const to = clock.monotonic();
  return measure(provider, history.of(provider.service), {
    from: to - windowMs,
    to,
  });
}
