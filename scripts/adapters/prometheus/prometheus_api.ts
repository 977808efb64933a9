/**
 * A real Prometheus, over its HTTP API.
 * @see https://prometheus.io/docs/prometheus/latest/querying/api/
 * @module
 */

import { z } from "zod";

/** Longest wait for an answer (ms). */
const TIMEOUT_MS = 3000;

const sample = z.tuple([z.number(), z.string()]);

const answerSchema = z.union([
  z.object({
    status: z.literal("success"),
    data: z.union([
      z.object({
        resultType: z.literal("vector"),
        result: z.array(z.object({ value: sample })),
      }),
      z.object({ resultType: z.literal("scalar"), result: sample }),
    ]),
  }),
  z.object({ status: z.literal("error"), error: z.string() }),
]);

/** What an instant query came to. */
export interface Reading {
  /** Undefined when there is no single number. */
  readonly value: number | undefined;
  /** Why there is no number; for people. */
  readonly note?: string;
  /** True when there is no number because there are no samples. */
  readonly isUnknown?: boolean;
}

/** A Prometheus. */
export interface SingleValueSource {
  /**
   * One number; several series are none, as is a NaN.
   * @param at unix seconds; now when undefined
   */
  query(
    expr: string,
    at: number | undefined,
    signal: AbortSignal,
  ): Promise<Reading>;
}

/** The Prometheus at `url`. */
export function prometheusAt(
  url: string,
  fetch_: typeof fetch,
): SingleValueSource {
  async function query(
    expr: string,
    at: number | undefined,
    signal: AbortSignal,
  ): Promise<Reading> {
    const search = new URLSearchParams({ query: expr });
    if (at !== undefined) search.set("time", String(at));
    try {
      const answer = await fetch_(`${url}/api/v1/query?${search}`, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      return foundIn(answerSchema.parse(await answer.json()), expr);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { value: undefined, note: `no answer from ${url}: ${reason}` };
    }
  }
  return { query };
}

function foundIn(answer: z.output<typeof answerSchema>, expr: string): Reading {
  if (answer.status === "error") {
    return { value: undefined, note: `${expr}: ${answer.error}` };
  }
  const { data } = answer;
  const samples = data.resultType === "scalar"
    ? [data.result]
    : data.result.map(({ value }) => value);
  const [first] = samples;
  if (first === undefined) {
    return { value: undefined, isUnknown: true, note: "no series" };
  }
  if (samples.length > 1) {
    return { value: undefined, note: `${samples.length} series, not one` };
  }
  const value = Number(first[1]);
  return Number.isNaN(value)
    ? { value: undefined, isUnknown: true, note: "NaN" }
    : { value };
}
