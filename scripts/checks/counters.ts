/**
 * Counters of a service, read straight from its `/metrics`.
 * @module
 */

import { parseExposition } from "../adapters/prometheus/mod.ts";
import { CouldNotRun } from "../lib/cli/mod.ts";
import type { Shop } from "./shop.ts";

/** Sums of counters by `name{label="value"}`. */
export type Counters = ReadonlyMap<string, number>;

/** Longest wait for an answer (ms). */
const TIMEOUT_MS = 5000;

/**
 * The current counters of a service. @throws {CouldNotRun} when it does not
 * answer
 */
export async function countersOf(
  shop: Shop,
  service: string,
): Promise<Counters> {
  const url = shop.urlOf(service);
  if (url === undefined) {
    throw new CouldNotRun(
      `Cannot read the metrics of ${service}: it does not run`,
    );
  }
  const answer = await fetch(`${url}/metrics`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const samples = parseExposition(await answer.text());
  return new Map(samples.map(({ key, value }) => [key, value]));
}

/**
 * How much a counter has grown, over all its series that have these labels.
 * @example grown(before, after, "gateway_retry_total", { result: "retried" })
 */
export function grown(
  before: Counters,
  after: Counters,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  return sum(after, name, labels) - sum(before, name, labels);
}

/** Before a label's name: without it, `code` would be found in `status_code`. */
const LABEL_STARTS = ["{", ","] as const;

function sum(
  counters: Counters,
  name: string,
  labels: Readonly<Record<string, string>>,
): number {
  let total = 0;
  for (const [key, value] of counters) {
    const isMeant = (key === name || key.startsWith(`${name}{`)) &&
      Object.entries(labels).every(([label, text]) =>
        LABEL_STARTS.some((start) => key.includes(`${start}${label}="${text}"`))
      );
    if (isMeant) total += value;
  }
  return total;
}
