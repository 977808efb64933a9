/**
 * Objectives as people write them: OpenSLO v1, of which this reads what the
 * compiler needs. What it does not know it refuses: a misspelt field that was
 * ignored would be an objective that nobody asked for.
 * @see https://github.com/OpenSLO/OpenSLO
 * @module
 */

import { parse } from "yaml";
import { z } from "zod";
import { parsePromDuration } from "../../lib/text/mod.ts";

/** An objective, checked. */
export interface Slo {
  /** In lower case with dashes; label `slo` of everything that is recorded. */
  readonly name: string;
  readonly displayName: string;
  readonly service: string;
  readonly description: string;
  readonly periodMs: number;
  /** Share of requests that must be good, e.g. 0.995. */
  readonly target: number;
  /** Selector of the counter of all requests. */
  readonly total: string;
  /** Selector of the counter of good ones, or of bad ones. */
  readonly good: string | undefined;
  readonly bad: string | undefined;
  /** Fewer requests in a window than that prove nothing. */
  readonly minimumRequests: number;
  /** Where the person who is woken reads on. */
  readonly runbook: string;
}

/** A specification that makes no sense; names every problem. */
export class SpecError extends Error {
  override readonly name = "SpecError";
}

const ANNOTATIONS = "quickticket";

const metric = z.strictObject({
  metricSource: z.strictObject({
    type: z.literal("Prometheus"),
    spec: z.strictObject({ query: z.string() }),
  }),
});

const openSlo = z.strictObject({
  apiVersion: z.literal("openslo/v1"),
  kind: z.literal("SLO"),
  metadata: z.strictObject({
    name: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
      error: "must be lower case words joined by dashes",
    }),
    displayName: z.string(),
    annotations: z.strictObject({
      [`${ANNOTATIONS}/minimum-requests`]: z.string().regex(/^\d+$/, {
        error: "must be a whole number in quotes",
      }),
      [`${ANNOTATIONS}/runbook`]: z.string(),
    }),
  }),
  spec: z.strictObject({
    service: z.string(),
    description: z.string(),
    budgetingMethod: z.literal("Occurrences"),
    timeWindow: z.tuple([z.strictObject({
      duration: z.string(),
      isRolling: z.literal(true),
    })]),
    indicator: z.strictObject({
      metadata: z.strictObject({ name: z.string() }),
      spec: z.strictObject({
        ratioMetric: z.strictObject({
          counter: z.literal(true),
          good: metric.optional(),
          bad: metric.optional(),
          total: metric,
        }),
      }),
    }),
    objectives: z.tuple([z.strictObject({ target: z.number() })]),
  }),
});

/**
 * Reads one specification.
 * @param file its name, for the message
 * @throws {SpecError} with each problem: where, what, the value
 */
export function parseSpec(text: string, file: string): Slo {
  const problems: string[] = [];
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new SpecError(`${file}: ${error instanceof Error && error.message}`);
  }
  const parsed = openSlo.safeParse(document);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.push(`${issue.path.join(".") || "file"}: ${issue.message}`);
    }
    throw told(file, problems);
  }
  const { metadata, spec } = parsed.data;
  const { good, bad, total } = spec.indicator.spec.ratioMetric;
  const [{ duration }] = spec.timeWindow;
  const [{ target }] = spec.objectives;
  const periodMs = parsePromDuration(duration);
  if (periodMs === undefined || periodMs < 60_000) {
    problems.push(
      `spec.timeWindow.0.duration must be at least 1m, such as 7d, ` +
        `current value is ${duration}`,
    );
  }
  if (!(target > 0 && target < 1)) {
    problems.push(
      `spec.objectives.0.target must be above 0 and below 1, such as 0.995 ` +
        `(1 leaves no budget), current value is ${target}`,
    );
  }
  if ((good === undefined) === (bad === undefined)) {
    problems.push("ratioMetric must have one of good and bad");
  }
  for (const [name, one] of Object.entries({ good, bad, total })) {
    const query = one?.metricSource.spec.query;
    if (query !== undefined && !SELECTOR.test(query)) {
      problems.push(
        `${name} must be the selector of a counter, such as ` +
          `requests_total{status!~"5.."}, current value is ${query}`,
      );
    }
  }
  if (problems.length > 0 || periodMs === undefined) throw told(file, problems);
  const { annotations } = metadata;
  return {
    name: metadata.name,
    displayName: metadata.displayName,
    service: spec.service,
    description: spec.description,
    periodMs,
    target,
    total: total.metricSource.spec.query,
    good: good?.metricSource.spec.query,
    bad: bad?.metricSource.spec.query,
    minimumRequests: Number(annotations[`${ANNOTATIONS}/minimum-requests`]),
    runbook: annotations[`${ANNOTATIONS}/runbook`] ?? "",
  };
}

/** A counter's name and its matchers, nothing around it. */
const SELECTOR = /^[a-z_:][a-z0-9_:]*(_total|_count|_bucket)(\{.*\})?$/i;

function told(file: string, problems: readonly string[]): SpecError {
  return new SpecError(`${file}: ${problems.join("; ")}`);
}
