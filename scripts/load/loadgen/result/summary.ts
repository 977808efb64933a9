/**
 * The one result of a run: a JSON document that says what was done, the result,
 * and the verdict. It has all histograms, so that summaries
 * can be merged and compared. `loadgen schema` prints its JSON Schema.
 * @module
 */

import { z } from "zod";
import { RESULTS } from "./result.ts";

/** Changes when the document does. */
export const SUMMARY_SCHEMA = "quickticket-loadgen/1";

const count = z.int().min(0);
const perSecond = z.number().min(0);

/** Null where nothing was measured. */
const ms = z.number().min(0).nullable();

const Results = z.object(
  {
    ok: count.describe("a good answer that keeps the contract"),
    sold_out: count.describe("409; not a failure"),
    client_error: count.describe("another 4xx"),
    server_error: count.describe("5xx"),
    refused: count.describe(
      "the server refused the connection; has no latency",
    ),
    timeout: count.describe("no whole answer in time"),
    broken: count.describe("a connection or an answer that broke off"),
  } satisfies Record<(typeof RESULTS)[number], unknown>,
);

const Latency = z.object({
  min: ms,
  mean: ms,
  p50: ms,
  p90: ms,
  p95: ms,
  p99: ms,
  p999: ms,
  max: ms,
});

const Measured = z.object({
  count,
  perSecond,
  failures: count.describe("5xx, refused, timeout and broken"),
  results: Results,
  latencyMs: Latency,
  histogram: z.string().describe("HdrHistogram V2, compressed, base64, in µs"),
});

const StepResult = Measured.extend({
  method: z.string(),
  route: z.string(),
  statuses: z.record(z.string(), count).describe("answers by HTTP status"),
});

const JourneyResult = Measured.extend({
  weight: count,
  buys: z.boolean(),
});

const IntervalTally = z.object({
  results: Results,
  statuses: z.record(z.string(), count),
  latency: z.string().describe("a histogram as above"),
});

const Load = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("open"),
    stages: z.array(z.object({
      ms: z.number(),
      from: perSecond,
      to: perSecond,
    })),
    arrivals: z.enum(["even", "poisson"]),
    maxInFlight: count,
  }),
  z.object({
    kind: z.literal("closed"),
    users: count,
    ramp: perSecond.describe("users who come a second; 0: all at once"),
    thinkMs: z.tuple([z.number(), z.number()]),
    durationMs: z.number(),
  }),
]);

const Verdict = z.object({
  passed: z.boolean(),
  reasons: z.array(z.string()).describe("why it failed, a sentence each"),
  expectations: z.array(z.object({
    text: z.string(),
    measured: z.number().nullable().describe("ms, share or number; null: none"),
    passed: z.boolean(),
  })),
});

/** A summary. */
export const Summary = z.object({
  schema: z.literal(SUMMARY_SCHEMA),
  run: z.object({
    scenario: z.string(),
    url: z.string(),
    events: z.array(z.int()),
    seed: z.int(),
    load: Load,
    timeoutMs: z.number(),
    workers: count,
    shares: z.object({
      of: count.describe("into how many parts the run was shared"),
      parts: z.array(count).describe("which of them this is, from 0"),
    }),
    started: z.string().describe("RFC 3339"),
    plannedSeconds: z.number(),
    seconds: z.number().describe("from the first arrival to the last answer"),
    ended: z.enum(["planned", "stopped", "aborted"]),
    deno: z.string(),
  }),
  arrivals: z.object({
    started: count,
    dropped: count.describe("no room for them: too many at a time"),
    perSecond: perSecond.describe("started, while arrivals went on"),
    lagMs: Latency.describe("how late the generator itself was"),
    lagHistogram: z.string(),
  }),
  orders: z.object({ completed: count, perSecond }),
  requests: Measured.describe("all steps together"),
  steps: z.record(z.string(), StepResult),
  journeys: z.record(z.string(), JourneyResult),
  intervalMs: z.number(),
  intervals: z.array(z.object({
    started: count,
    dropped: count,
    orders: count,
    tallies: z.record(z.string(), IntervalTally)
      .describe("by step and journey; without those that nothing happened to"),
  })),
  verdict: Verdict,
});

/** A summary. */
export type Summary = Readonly<z.infer<typeof Summary>>;

/** Requests of a step, of a kind of journey, or all. */
export type Measured = z.infer<typeof Measured>;

/** Latencies as a summary has them. */
export type LatencyFigures = z.infer<typeof Latency>;

/** The verdict on a run. */
export type Verdict = z.infer<typeof Verdict>;
