/**
 * Questions to a Prometheus server.
 * @see https://prometheus.io/docs/prometheus/latest/querying/api/
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** One answer of an instant query: labels and value. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Longest wait for an answer (ms). */
const TIMEOUT_MS = 10_000;

const Answer = z.object({
  status: z.literal("success"),
  data: z.object({
    result: z.array(z.object({
      metric: z.record(z.string(), z.string()),
      value: z.tuple([z.number(), z.string()]),
    })),
  }),
});

/** An instant query. @throws {CouldNotRun} saying what the server said */
export async function queryPrometheus(
  url: string,
  expr: string,
): Promise<readonly Sample[]> {
  const search = new URLSearchParams({ query: expr });
  try {
    const answer = await fetch(`${url}/api/v1/query?${search}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status}: ${text.slice(0, 300)}`);
    return Answer.parse(JSON.parse(text)).data.result
      .map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CouldNotRun(
      `Cannot ask Prometheus at ${url} for ${expr}: ${reason}`,
    );
  }
}
