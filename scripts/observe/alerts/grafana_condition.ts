/**
 * The condition of a Grafana rule, a chain of queries and expressions, as one
 * PromQL expression whose every series is an alert.
 * @see https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rules/queries-conditions/
 * @module
 */

import { EXAMPLE } from "./alert_rule.ts";
import { promqlOfMath } from "./grafana_math.ts";
import { type Classic, type Step, Untranslated } from "./grafana_step.ts";

/** Names of "computed by Grafana itself". */
const OWN: ReadonlySet<string | undefined> = new Set(["__expr__", "-100"]);

/** How finely a range is looked at. */
const RESOLUTION = "15s";

/** PromQL of a step, and whether it has a value for each moment. */
interface Written {
  readonly promql: string;
  /** Seconds of a range; undefined: one moment. */
  readonly rangeS: number | undefined;
}

/** The result of a condition. */
export interface Condition {
  /** Each series of its answer is an alert. */
  readonly firing: string;
  /** True when a query has nothing to say. */
  readonly noData: string;
  /** The Prometheus queries, by refId. */
  readonly queries: ReadonlyMap<string, string>;
  /** The values that annotations can print, by refId, with an example each. */
  readonly values: Readonly<Record<string, number>>;
}

/** @throws {SyntaxError} saying which step cannot be read, and why */
export function conditionOf(
  steps: readonly Step[],
  refId: string,
): Condition {
  const queries = new Map(
    steps.filter((one) => !isOwn(one)).map((one) =>
      [one.refId, one.model.expr ?? ""] as const
    ),
  );
  const last = stepOf(steps, refId);
  const kind = isOwn(last) ? last.model.type : undefined;
  const { promql } = valueOf(steps, refId, kind === "threshold");
  const firing = kind === "threshold" || kind === "classic_conditions"
    ? promql
    : `(${promql}) != 0`;
  const noData = [...queries.values()].map((expr) => `absent(${expr})`)
    .join(" or ");
  return { firing, noData, queries, values: valuesOf(steps) };
}

/** Conditions answer 0 or 1; everything else that has one value, a figure. */
function valuesOf(steps: readonly Step[]): Readonly<Record<string, number>> {
  const single = steps.filter((one) =>
    isOwn(one) || one.model.range !== true || one.model.instant === true
  );
  return Object.fromEntries(single.map((one) => {
    const type = isOwn(one) ? one.model.type : undefined;
    const isCondition = type === "threshold" || type === "classic_conditions";
    return [one.refId, isCondition ? 1 : EXAMPLE];
  }));
}

/** True of what Grafana computes itself. */
export function isOwn({ datasourceUid, model }: Step): boolean {
  const { datasource } = model;
  const type = typeof datasource === "string" ? datasource : datasource?.type;
  return OWN.has(datasourceUid) || OWN.has(type);
}

function stepOf(steps: readonly Step[], refId: string): Step {
  const found = steps.find((one) => one.refId === refId);
  if (found !== undefined) return found;
  throw new SyntaxError(
    `there is no step ${refId}, but ${steps.map((one) => one.refId).join()}`,
  );
}

/** @param isFilter whether a threshold keeps what is beyond it, or gives 0, 1 */
function written(
  steps: readonly Step[],
  refId: string,
  isFilter: boolean,
): Written {
  const step = stepOf(steps, refId);
  const { model } = step;
  const { from = 600, to = 0 } = step.relativeTimeRange ?? {};
  if (!isOwn(step)) {
    if (model.expr === undefined || model.expr.trim() === "") {
      throw new SyntaxError(`step ${refId} has no query`);
    }
    const isRange = model.instant !== true && model.range === true;
    return { promql: model.expr, rangeS: isRange ? from - to : undefined };
  }
  const others = steps.filter((one) => one !== step);
  const input = (): string => (model.expression ?? "").replace(/^\$/, "");
  switch (model.type) {
    case "reduce":
      return {
        promql: reduced(written(others, input(), false), model.reducer),
        rangeS: undefined,
      };
    case "threshold": {
      const { promql } = valueOf(others, input(), false);
      const [condition] = model.conditions ?? [];
      if (condition === undefined) {
        throw new SyntaxError(`step ${refId} has no condition`);
      }
      return {
        promql: compared(promql, condition.evaluator, isFilter),
        rangeS: undefined,
      };
    }
    case "math":
      return {
        promql: promqlOfMath(
          model.expression ?? "",
          (one) => valueOf(others, one, false).promql,
        ),
        rangeS: undefined,
      };
    case "classic_conditions":
      return {
        promql: classicConditions(others, model.conditions ?? []),
        rangeS: undefined,
      };
  }
  const words = `step ${refId} is of the type ${model.type}`;
  throw model.type === "resample" || model.type === "sql"
    ? new Untranslated(`${words}, which this check cannot play`)
    : new SyntaxError(`step ${refId} has the unknown type ${model.type}`);
}

/** A step as one value a series. */
function valueOf(
  steps: readonly Step[],
  refId: string,
  isFilter: boolean,
): Written {
  const found = written(steps, refId, isFilter);
  if (found.rangeS === undefined) return found;
  throw new SyntaxError(
    `step ${refId} gives a series over time: make it instant, or reduce it`,
  );
}

const REDUCERS: Readonly<Record<string, string>> = {
  last: "last_over_time",
  mean: "avg_over_time",
  avg: "avg_over_time",
  min: "min_over_time",
  max: "max_over_time",
  sum: "sum_over_time",
  count: "count_over_time",
  count_non_null: "count_over_time",
};

function reduced({ promql, rangeS }: Written, reducer = "last"): string {
  if (reducer === "median" && rangeS !== undefined) {
    return `quantile_over_time(0.5, ${rangeOf(promql, rangeS)})`;
  }
  const name = reducer === "median" ? "last_over_time" : REDUCERS[reducer];
  if (name === undefined) {
    throw /^(?:percent_)?diff(?:_abs)?$/.test(reducer)
      ? new Untranslated(`this check cannot play the reducer ${reducer}`)
      : new SyntaxError(`no reducer is ${reducer}`);
  }
  return rangeS === undefined || name === "last_over_time"
    ? promql
    : `${name}(${rangeOf(promql, rangeS)})`;
}

function rangeOf(promql: string, rangeS: number): string {
  return `(${promql})[${Math.max(60, rangeS)}s:${RESOLUTION}]`;
}

const OPERATORS: Readonly<Record<string, string>> = {
  gt: ">",
  lt: "<",
  gte: ">=",
  lte: "<=",
  eq: "==",
  ne: "!=",
};

function compared(
  promql: string,
  { type, params }: Classic["evaluator"],
  isFilter: boolean,
): string {
  const bool = isFilter ? "" : "bool ";
  const [low = 0, high = 0] = params;
  const operator = OPERATORS[type];
  if (operator !== undefined) return `(${promql}) ${operator} ${bool}${low}`;
  const isInside = type.startsWith("within_range");
  if (!isInside && !type.startsWith("outside_range")) {
    throw new SyntaxError(`no threshold is ${type}`);
  }
  const more = type.endsWith("_included") ? ">=" : ">";
  const less = type.endsWith("_included") ? "<=" : "<";
  if (isInside) {
    return isFilter
      ? `((${promql}) ${more} ${low}) ${less} ${high}`
      : `((${promql}) ${more} bool ${low}) * ((${promql}) ${less} bool ${high})`;
  }
  return isFilter
    ? `((${promql}) ${less} ${low}) or ((${promql}) ${more} ${high})`
    : `((${promql}) ${less} bool ${low}) + ((${promql}) ${more} bool ${high})`;
}

/**
 * One alert, however many series are beyond. Grafana goes from left to right,
 * while PromQL binds `and` closer than `or`.
 */
function classicConditions(
  steps: readonly Step[],
  conditions: readonly Classic[],
): string {
  return conditions.reduce((before, one) => {
    const refId = one.query?.params[0] ?? "";
    const reducer = one.reducer?.type;
    const value = reduced(written(steps, refId, false), reducer);
    const text = `count(${compared(value, one.evaluator, true)})`;
    const word = one.operator?.type === "or" ? "or" : "and";
    return before === "" ? text : `(${before}) ${word} ${text}`;
  }, "") || "vector(0) > 1";
}
