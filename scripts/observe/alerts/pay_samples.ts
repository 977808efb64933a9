/**
 * How many have tried to pay, and how many could not, as Prometheus knows it.
 * @module
 */

import { z } from "zod";
import type { Prometheus } from "../../adapters/prometheus/mod.ts";
import type { IncidentRecord } from "./incident_record.ts";

/** How far back is looked (ms). */
const BACK_MS = 2 * 3_600_000;

/** Time between two samples (s). */
const STEP_S = 5;

const Matrix = z.object({
  result: z.array(
    z.object({ values: z.array(z.tuple([z.number(), z.string()])) }),
  ),
});

/** The two counters, as Prometheus has them. */
export async function samplesOf(
  prometheus: Prometheus,
  now: number,
): Promise<IncidentRecord["samples"]> {
  const pay = 'path="/reserve/{id}/pay"';
  const ask = async (expr: string): Promise<ReadonlyMap<number, number>> => {
    const search = new URLSearchParams({
      query: expr,
      start: String((now - BACK_MS) / 1000),
      end: String(now / 1000),
      step: String(STEP_S),
    });
    const { result } = Matrix.parse(
      await prometheus.ask(`/api/v1/query_range?${search}`),
    );
    return new Map(
      result[0]?.values.map(([at, value]) => [at, Number(value)] as const),
    );
  };
  const [all, bad] = await Promise.all([
    ask(`sum(gateway_requests_total{${pay}})`),
    ask(`sum(gateway_requests_total{${pay},status=~"5.."})`),
  ]);
  return [...all].map(([at, pays]) => ({
    at: new Date(at * 1000).toISOString(),
    pays,
    failed: bad.get(at) ?? 0,
  }));
}
