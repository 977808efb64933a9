/**
 * The expectations for a run, as people write them: `pay.p99<300ms`,
 * `orders/s>=5`, `errors.5xx<0.1%`.
 * @module
 */

import { formatDuration, parseDuration } from "../../../lib/text/mod.ts";
import type { Result } from "./result.ts";

/** How a measured value must stand to the bound. */
export type Operator = "<" | "<=" | ">" | ">=";

/** The measured value. */
export type Metric =
  | { readonly kind: "latency"; readonly of: number | "min" | "mean" | "max" }
  | { readonly kind: "errors"; readonly result: Result | "all" }
  | {
    readonly kind: "count";
    readonly of: "orders" | "requests" | "dropped";
  };

/** One expectation. */
export interface Expectation {
  /** As it was written, without spaces. */
  readonly text: string;
  /** A step or a journey; undefined: all requests. */
  readonly scope: string | undefined;
  readonly metric: Metric;
  readonly operator: Operator;
  /** In the unit: ms, a share of 0..100, a number, or a number a second. */
  readonly bound: number;
  readonly unit: "ms" | "%" | "" | "/s";
}

/** The form of an expectation. */
export const EXPECTATION_BOUND =
  "an expectation such as pay.p99<300ms, errors.5xx<0.1%, orders/s>=5 or " +
  "dropped<=0; latency: p50 ... p99.9, min, mean, max; errors: 4xx, 5xx, " +
  "refused, timeout, broken, sold_out or all";

const ERRORS: Readonly<Record<string, Result | "all">> = {
  "errors": "all",
  "errors.all": "all",
  "errors.sold_out": "sold_out",
  "errors.4xx": "client_error",
  "errors.5xx": "server_error",
  "errors.refused": "refused",
  "errors.timeout": "timeout",
  "errors.broken": "broken",
};

const SHAPE = /^(?:([a-z]\w*)\.)?([a-z][\w.]*?)(\/s)?(<=|>=|<|>)([\d.]+)(\D*)$/;

/** Reads one; undefined when it is malformed. */
export function parseExpectation(written: string): Expectation | undefined {
  const text = written.replaceAll(/\s/g, "");
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const [, first, second = "", rate, operator, amount = "", suffix = ""] =
    match;
  // `errors.5xx` has a point of its own: the first word is then no scope.
  const [scope, name] = first === "errors"
    ? [undefined, `errors.${second}`]
    : [first, second];
  const metric = metricOf(name);
  if (metric === undefined || Number.isNaN(Number(amount))) return undefined;
  const measure = unitOf(metric, { rate: rate !== undefined, suffix });
  if (measure === undefined || (scope && !isScoped(metric))) return undefined;
  const bound = measure === "ms"
    ? parseDuration(amount + suffix)
    : Number(amount);
  if (bound === undefined) return undefined;
  return {
    text,
    scope,
    metric,
    operator: operator as Operator, // the shape has no other
    bound,
    unit: measure,
  };
}

function metricOf(name: string): Metric | undefined {
  const percentile = /^p(\d{1,2}(?:\.\d+)?)$/.exec(name)?.[1];
  if (percentile !== undefined) {
    return { kind: "latency", of: Number(percentile) };
  }
  if (name === "min" || name === "mean" || name === "max") {
    return { kind: "latency", of: name };
  }
  const result = ERRORS[name];
  if (result !== undefined) return { kind: "errors", result };
  if (name === "orders" || name === "requests" || name === "dropped") {
    return { kind: "count", of: name };
  }
  return undefined;
}

/** The unit that the bound is in; undefined when it does not fit. */
function unitOf(
  metric: Metric,
  { rate, suffix }: { readonly rate: boolean; readonly suffix: string },
): Expectation["unit"] | undefined {
  const { kind } = metric;
  if (kind === "latency") return rate || suffix === "" ? undefined : "ms";
  if (rate) return kind === "count" && suffix === "" ? "/s" : undefined;
  if (suffix === "") return "";
  // Orders and requests are a share of nothing that a run counts.
  const isShare = kind === "errors" || metric.of === "dropped";
  return suffix === "%" && isShare ? "%" : undefined;
}

function isScoped(metric: Metric): boolean {
  return metric.kind !== "count" || metric.of === "requests";
}

/** A measured value in the unit of its expectation, for people. */
export function formatMeasured(
  value: number | null,
  { unit }: Pick<Expectation, "unit">,
): string {
  if (value === null) return "nothing was measured";
  const short = Number(value.toPrecision(4));
  if (unit === "ms") return formatDuration(short);
  return unit === "%" ? `${short} %` : `${short}${unit}`;
}

/**
 * The expectations of a file: one a line, `#` begins a comment.
 * @throws {RangeError} naming the first malformed line
 */
export function parseExpectations(text: string): readonly Expectation[] {
  return text.split("\n").flatMap((line, index) => {
    const written = line.replace(/#.*/, "").trim();
    if (written === "") return [];
    const expectation = parseExpectation(written);
    if (expectation !== undefined) return [expectation];
    throw new RangeError(
      `line ${index + 1} must be ${EXPECTATION_BOUND}, ` +
        `current value is ${written}`,
    );
  });
}
