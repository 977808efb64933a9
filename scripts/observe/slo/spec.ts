/**
 * Objectives as people write them: OpenSLO v1, of which this reads what the
 * compiler needs. It refuses fields that it does not know: a misspelt field
 * that was ignored would be an objective that its author did not ask for.
 * @see https://github.com/OpenSLO/OpenSLO
 * @module
 */

import { z } from "zod";
import {
  parseYamlDocument,
  type YamlDocument,
  YamlError,
} from "../../lib/text/yaml/mod.ts";
import {
  parseSelector,
  PromqlError,
} from "../../adapters/prometheus/promql/mod.ts";
import { selectorText } from "../../adapters/prometheus/mod.ts";
import { parsePromDuration } from "../../lib/text/mod.ts";
import { limitProblems } from "./limits.ts";
import { PUBLISHED_PERIOD_MS } from "./windows.ts";

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

/** A text that goes into annotations, which Prometheus reads as templates. */
const words = z.string().min(1).refine((text) => !text.includes("{{"), {
  error: "must not contain {{, which Prometheus would take for a template",
});

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
    displayName: words,
    annotations: z.strictObject({
      [`${ANNOTATIONS}/minimum-requests`]: z.string().regex(/^\d+$/, {
        error: "must be a whole number in quotes",
      }),
      [`${ANNOTATIONS}/runbook`]: words,
    }),
  }),
  spec: z.strictObject({
    service: words,
    description: words,
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

/** The YAML of a file. @throws {SpecError} with the line, when it is not YAML */
export function documentOf(
  text: string,
  file: string,
): YamlDocument | undefined {
  try {
    return parseYamlDocument(text, file);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new SpecError(error.message);
  }
}

/**
 * Reads one specification.
 * @param file its name, for the message
 * @throws {SpecError} with each problem: where, what, the value
 */
export function parseSpec(text: string, file: string): Slo {
  const problems: string[] = [];
  const document = documentOf(text, file);
  const parsed = openSlo.safeParse(document?.value ?? null);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      const line = document?.lineOf(path) ?? 1;
      problems.push(`line ${line}: ${path.join(".") || "file"}: ${message}`);
    }
    throw told(file, problems);
  }
  const { metadata, spec } = parsed.data;
  const { good, bad, total } = spec.indicator.spec.ratioMetric;
  const [{ duration }] = spec.timeWindow;
  const [{ target }] = spec.objectives;
  const periodMs = parsePromDuration(duration);
  const { annotations } = metadata;
  const minimumRequests = Number(
    annotations[`${ANNOTATIONS}/minimum-requests`],
  );
  if (periodMs === undefined || periodMs === 0) {
    problems.push(
      `spec.timeWindow.0.duration must be a duration such as 7d or 4w, ` +
        `current value is ${duration}`,
    );
  }
  problems.push(...limitProblems({
    periodMs: periodMs || PUBLISHED_PERIOD_MS,
    target,
    minimumRequests,
  }));
  if ((good === undefined) === (bad === undefined)) {
    problems.push("ratioMetric must have one of good and bad");
  }
  for (const [name, one] of Object.entries({ good, bad, total })) {
    const query = one?.metricSource.spec.query;
    const problem = query === undefined ? undefined : counterProblem(query);
    if (problem !== undefined) {
      problems.push(
        `${name} must be the selector of a counter, such as ` +
          `requests_total{status!~"5.."}, current value is ${query}: ${problem}`,
      );
    }
  }
  if (problems.length > 0 || periodMs === undefined) throw told(file, problems);
  return {
    name: metadata.name,
    displayName: metadata.displayName,
    service: spec.service,
    description: spec.description,
    periodMs,
    target,
    total: bare(total.metricSource.spec.query),
    good: good && bare(good.metricSource.spec.query),
    bad: bad && bare(bad.metricSource.spec.query),
    minimumRequests,
    runbook: annotations[`${ANNOTATIONS}/runbook`] ?? "",
  };
}

/** A selector that other words may follow: no comment, no line of its own. */
function bare(query: string): string {
  return /[#\n]/.test(query)
    ? selectorText(parseSelector(query))
    : query.trim();
}

/** Why a text is not a counter's name with its matchers and nothing around it. */
function counterProblem(text: string): string | undefined {
  try {
    return /_(?:total|count|bucket)$/.test(parseSelector(text).metric)
      ? undefined
      : "its name must end in _total, _count or _bucket";
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    return error.message;
  }
}

function told(file: string, problems: readonly string[]): SpecError {
  return new SpecError(`${file}: ${problems.join("; ")}`);
}
