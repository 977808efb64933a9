/**
 * The sources that a probe can ask: HTTP, the services' metrics, a Prometheus,
 * the database.
 * @module
 */

import { z } from "zod";
import {
  parseSelector,
  PromqlError,
} from "../../adapters/prometheus/promql/mod.ts";

/** Longest anything of an experiment may last (s). */
export const MAX_S = 3600;

/** A time in seconds, as the Chaos Toolkit writes times. */
export const seconds = z.number().min(0).max(MAX_S);

const url = z.string().refine((text) => URL.canParse(text), {
  error: ({ input }) => `must be a URL, current value is ${input}`,
});

/** As the Chaos Toolkit has it. */
export const httpProvider = z.strictObject({
  type: z.literal("http"),
  url,
  method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
    .default("GET"),
  headers: z.record(z.string(), z.string()).default({}),
  /** In the query of a GET, else the JSON body. */
  arguments: z.record(z.string(), z.unknown()).optional(),
  /** Longest wait for the last byte (s). */
  timeout: seconds.default(1),
  /** A status other than this one is no measurement at all. */
  expected_status: z.int().min(100).max(599).optional(),
});

const selector = z.string().superRefine((text, context) => {
  try {
    parseSelector(text);
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    context.addIssue({
      code: "custom",
      message: "must be a selector, such as " +
        `gateway_requests_total{status=~"5.."}. ${error.message}`,
    });
  }
});

/** The fields that all measures of metrics have. */
const metric = {
  type: z.literal("metrics"),
  /** The service whose `/metrics` is read. */
  service: z.string(),
  /** The series, summed up. */
  of: selector,
  /** Over which time (s). */
  window: seconds.default(5),
  /** Fewer events than that in the window prove nothing. */
  minimum: z.number().min(0).default(1),
};

/**
 * The services' own metrics. Without a Prometheus they are read from `/metrics`
 * and computed here; with one the same figure is a query.
 */
export const metricsProvider = z.discriminatedUnion("measure", [
  /** Growth of a counter in a second. */
  z.strictObject({ ...metric, measure: z.literal("rate") }),
  /** Growth of a counter in the window. */
  z.strictObject({ ...metric, measure: z.literal("increase") }),
  /** Growth of one counter as a share of another's. */
  z.strictObject({ ...metric, measure: z.literal("ratio"), to: selector }),
  /** Of a histogram, named without `_bucket`, in its unit. */
  z.strictObject({
    ...metric,
    measure: z.literal("quantile"),
    q: z.number().gt(0).lt(1),
  }),
  /** A gauge, now. */
  z.strictObject({ ...metric, measure: z.literal("value") }),
]);

/** Metrics of a service, as a file asks for them. */
export type MetricsProvider = z.output<typeof metricsProvider>;

/** Any query; only with a Prometheus. */
const prometheusProvider = z.strictObject({
  type: z.literal("prometheus"),
  /** Gives one number; no series at all is no measurement. */
  query: z.string().min(1),
});

/** One value out of the shop's database; nothing is changed. */
const sqlProvider = z.strictObject({
  type: z.literal("sql"),
  query: z.string().min(1),
  timeout: seconds.default(2),
});

/** Whatever a probe can ask. */
export const probeProvider = z.discriminatedUnion("type", [
  httpProvider,
  metricsProvider,
  prometheusProvider,
  sqlProvider,
]);

/** A provider of a probe, checked. */
export type ProbeProvider = z.output<typeof probeProvider>;
