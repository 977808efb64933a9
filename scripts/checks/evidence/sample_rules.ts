/**
 * The bounds of a sample's figures, whatever was measured.
 * @module
 */

/** The limits for samples. */
export interface Bounds {
  /** Metrics that exist. */
  readonly metrics: ReadonlySet<string>;
  /** Moments must lie between these two (ms since the epoch). */
  readonly from: number;
  readonly to: number;
}

/** Letters and digits that Kubernetes draws names from. */
const DRAWN = /^[bcdfghjklmnpqrstvwxz2456789]+$/;

const POD =
  /^(?:gateway|events|payments|notifications|redis)-([a-z0-9]+)-([a-z0-9]+)$/;

const METRIC =
  /\b(?:gateway|events|payments|notifications)_[a-z0-9_]+(?:_total|_seconds|_bucket|_count|_sum)\b/g;

const UUID =
  /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A sample may hold a million figures; so many contradictions are enough. */
const MAX_PROBLEMS = 20;

/** Contradictions in a sample, in words. */
export function sampleProblems(
  sample: unknown,
  bounds: Bounds,
): readonly string[] {
  const problems: string[] = [];
  visit("", sample);
  return problems;

  function visit(key: string, value: unknown): void {
    if (problems.length >= MAX_PROBLEMS) return;
    if (typeof value === "string") {
      problems.push(...textProblems(key, value, bounds));
    } else if (typeof value === "number") {
      problems.push(...numberProblems(key, value, bounds));
    } else if (Array.isArray(value)) {
      problems.push(...seriesProblems(key, value));
      for (const one of value) visit(key, one);
    } else if (typeof value === "object" && value !== null) {
      problems.push(...relationProblems(value));
      if (Object.hasOwn(value, "__proto__")) {
        problems.push("it has the key __proto__, which no check writes");
      }
      for (const [name, one] of Object.entries(value)) visit(name, one);
    }
  }
}

function textProblems(
  key: string,
  text: string,
  { metrics, from, to }: Bounds,
): readonly string[] {
  const problems: string[] = [];
  const [, set, own] = POD.exec(text) ?? [];
  if (set !== undefined && own !== undefined) {
    if (!DRAWN.test(set) || !DRAWN.test(own) || own.length !== 5) {
      problems.push(`${text} is no name that Kubernetes gives to a pod`);
    }
  }
  for (const [name] of text.matchAll(METRIC)) {
    const base = name.replace(/_(?:bucket|count|sum)$/, "");
    if (!metrics.has(name) && !metrics.has(base)) {
      problems.push(`there is no metric ${name}`);
    }
  }
  if (/^\d{4}-\d\d-\d\dT/.test(text)) {
    problems.push(...momentProblems(text, Date.parse(text), from, to));
  }
  if (/^(?:order|reservation)_id$/.test(key) && !UUID.test(text)) {
    problems.push(`${key} ${text} is no UUID`);
  }
  if (key === "payment_ref" && !/^PAY-[0-9A-Fa-f]{8}$/.test(text)) {
    problems.push(`${text} is no reference that payments gives`);
  }
  return problems;
}

function numberProblems(
  key: string,
  value: number,
  { from, to }: Bounds,
): readonly string[] {
  if (/^(?:at|time|timestamp|started|ended)(?:_ms)?$/.test(key)) {
    if (value > 1e12) return momentProblems(String(value), value, from, to);
    if (value > 1e9) {
      return momentProblems(String(value), value * 1000, from, to);
    }
  }
  if (/^status$/.test(key) && !(value >= 100 && value <= 599)) {
    return [`${value} is no status of HTTP`];
  }
  if (
    /(?:^|_)(?:share|ratio|availability)$/.test(key) &&
    !(value >= 0 && value <= 1)
  ) {
    return [`${key} is ${value}, and a share lies between 0 and 1`];
  }
  if (
    /(?:^|_)(?:count|requests|orders|failures|seconds|rows|bytes)$/.test(key) &&
    value < 0
  ) {
    return [`${key} is ${value}, and cannot be negative`];
  }
  return [];
}

function momentProblems(
  shown: string,
  ms: number,
  from: number,
  to: number,
): readonly string[] {
  if (Number.isNaN(ms)) return [`${shown} is no moment`];
  if (ms > to + 2000) return [`${shown} lies after the end of the check`];
  return ms < from ? [`${shown} lies before the course`] : [];
}

/** A counter never falls. */
function seriesProblems(
  key: string,
  values: readonly unknown[],
): readonly string[] {
  const numbers = values.filter((one) => typeof one === "number");
  if (!/(?:_total|counter)$/.test(key) || numbers.length !== values.length) {
    return [];
  }
  const falls = numbers.some((one, i) =>
    i > 0 && one < (numbers[i - 1] ?? one)
  );
  return falls ? [`${key} falls, and a counter never does`] : [];
}

/** Figures of one object that belong together. */
function relationProblems(value: object): readonly string[] {
  const number = new Map(
    Object.entries(value).filter((one): one is [string, number] =>
      typeof one[1] === "number"
    ),
  );
  const problems: string[] = [];
  const ordered = [
    ["failures", "requests"],
    ["orders", "requests"],
    ["failures", "count"],
    ["started", "ended"],
    ["p50", "p95"],
    ["p95", "p99"],
    ["min", "max"],
  ] as const;
  for (const [less, more] of ordered) {
    const [a, b] = [number.get(less), number.get(more)];
    if (a !== undefined && b !== undefined && a > b) {
      problems.push(`${less} ${a} is more than ${more} ${b}`);
    }
  }
  const { results, count } = Object.fromEntries(Object.entries(value));
  if (
    typeof count === "number" && typeof results === "object" && results !== null
  ) {
    const sum = Object.values(results)
      .reduce(
        (all: number, one) => all + (typeof one === "number" ? one : NaN),
        0,
      );
    if (sum !== count) {
      problems.push(`results make ${sum}, and count is ${count}`);
    }
  }
  return problems;
}
