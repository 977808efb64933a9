/**
 * Figures out of a history of looks: growth, rates, shares and quantiles, as
 * PromQL would give them, but without its extrapolation.
 * @module
 */

import {
  type MetricSample,
  quantile,
  type Selector,
  selects,
} from "../../adapters/prometheus/mod.ts";
import { parseSelector } from "../../adapters/prometheus/promql/mod.ts";
import type { Look } from "../model/metrics_history.ts";
import type { MetricsProvider } from "../model/probe_providers.ts";
import type { Found } from "../model/tolerance.ts";

/** From when to when, on the clock of the looks (ms). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Oldest a last look may be to stand for now (ms). */
const STALE_MS = 2500;

/** Share of a window that may lie before the first look. */
const SLACK = 0.2;

/** Measures over a span; no value when the looks cannot tell. */
export function measure(
  provider: MetricsProvider,
  looks: readonly Look[],
  span: Span,
): Found {
  const gap = gapIn(provider.service, looks, span);
  if (gap !== undefined) return gap;
  if (provider.measure === "value") {
    return gauge(parseSelector(provider.of), looks);
  }
  const inSpan = within(looks, span);
  const seconds = (span.to - span.from) / 1000;
  switch (provider.measure) {
    case "increase":
      return { value: growth(parseSelector(provider.of), inSpan) };
    case "rate":
      return { value: growth(parseSelector(provider.of), inSpan) / seconds };
    case "ratio": {
      const all = growth(parseSelector(provider.to), inSpan);
      const some = growth(parseSelector(provider.of), inSpan);
      return all < Math.max(provider.minimum, Number.MIN_VALUE)
        ? tooFew(all, provider.minimum)
        : { value: some / all, note: `${some} of ${all}` };
    }
    case "quantile": {
      const { buckets, count } = histogram(provider.of, inSpan);
      return count < Math.max(provider.minimum, Number.MIN_VALUE)
        ? tooFew(count, provider.minimum)
        : { value: quantile(provider.q, buckets), note: `of ${count}` };
    }
  }
}

/** The metrics that a provider reads, with a histogram's own suffixes. */
export function metricsOf(provider: MetricsProvider): readonly string[] {
  const of = parseSelector(provider.of).metric;
  if (provider.measure === "quantile") return [`${of}_bucket`];
  return provider.measure === "ratio"
    ? [of, parseSelector(provider.to).metric]
    : [of];
}

function tooFew(count: number, minimum: number): Found {
  return {
    value: undefined,
    isUnknown: true,
    note: `${count} events in the window, at least ${minimum} are needed`,
  };
}

function gapIn(
  service: string,
  looks: readonly Look[],
  { from, to }: Span,
): Found | undefined {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) {
    return {
      value: undefined,
      note: `/metrics of ${service} has not answered`,
    };
  }
  if (to - last.at > STALE_MS) {
    const s = ((to - last.at) / 1000).toFixed(1);
    return {
      value: undefined,
      note: `/metrics of ${service} has not answered for ${s} s`,
    };
  }
  if (first.at - from > SLACK * (to - from)) {
    return {
      value: undefined,
      isUnknown: true,
      note: `${service} has not been scraped for the whole window yet`,
    };
  }
  return undefined;
}

/**
 * The looks of a span, and one before it, from which growth counts: what was
 * last seen of each process, since one look may have missed one of many.
 */
function within(looks: readonly Look[], { from, to }: Span): readonly Look[] {
  const start = Math.max(0, looks.findLastIndex(({ at }) => at <= from));
  const [first, ...rest] = looks.slice(start);
  if (first === undefined) return [];
  const instances = new Map(
    looks.slice(0, start + 1).flatMap((look) => [...look.instances]),
  );
  return [{ ...first, instances }, ...rest].filter(({ at }) => at <= to);
}

function growth(selector: Selector, looks: readonly Look[]): number {
  let sum = 0;
  for (const [, by] of increases(selector, looks)) sum += by;
  return sum;
}

/**
 * How much each series grew. A process that was not there at the first look
 * began at 0; so did a series that its process did not have yet, and a counter
 * that got smaller.
 */
function increases(
  selector: Selector,
  looks: readonly Look[],
): readonly (readonly [MetricSample, number])[] {
  const found: (readonly [MetricSample, number])[] = [];
  const [first, ...rest] = looks;
  const seen = new Map(first?.instances);
  for (const look of rest) {
    for (const [instance, samples] of look.instances) {
      const before = seen.get(instance);
      seen.set(instance, samples);
      for (const sample of samples.values()) {
        if (!matches(selector, sample)) continue;
        const was = before?.get(sample.key)?.value ?? 0;
        const by = sample.value < was ? sample.value : sample.value - was;
        if (by > 0) found.push([sample, by]);
      }
    }
  }
  return found;
}

function gauge(selector: Selector, looks: readonly Look[]): Found {
  let sum: number | undefined;
  for (const samples of looks.at(-1)?.instances.values() ?? []) {
    for (const sample of samples.values()) {
      if (matches(selector, sample)) sum = (sum ?? 0) + sample.value;
    }
  }
  return sum === undefined
    ? { value: undefined, note: `there is no ${selector.metric}` }
    : { value: sum };
}

function histogram(of: string, looks: readonly Look[]): {
  readonly buckets: readonly {
    readonly bound: number;
    readonly count: number;
  }[];
  readonly count: number;
} {
  const { metric, matchers } = parseSelector(of);
  const counts = new Map<number, number>();
  const selector = { metric: `${metric}_bucket`, matchers };
  for (const [sample, by] of increases(selector, looks)) {
    const bound = bucketBound(sample.labels.le);
    counts.set(bound, (counts.get(bound) ?? 0) + by);
  }
  const bounds = [...counts.keys()].toSorted((a, b) => a - b);
  // Buckets that did not grow are not there: cumulative counts never shrink.
  const buckets = bounds.map((bound) => ({
    bound,
    count: counts.get(bound) ?? 0,
  }));
  return {
    buckets: withLowerBounds(buckets, looks, selector),
    count: buckets.at(-1)?.count ?? 0,
  };
}

/** The bound below the first bucket that grew: else it would begin at 0. */
function withLowerBounds(
  buckets: readonly { readonly bound: number; readonly count: number }[],
  looks: readonly Look[],
  selector: Selector,
): readonly { readonly bound: number; readonly count: number }[] {
  const first = buckets[0];
  if (first === undefined) return buckets;
  let below = -Infinity;
  for (const samples of looks.at(-1)?.instances.values() ?? []) {
    for (const sample of samples.values()) {
      if (!matches(selector, sample)) continue;
      const bound = bucketBound(sample.labels.le);
      if (bound < first.bound && bound > below) below = bound;
    }
  }
  return below > 0 ? [{ bound: below, count: 0 }, ...buckets] : buckets;
}

function bucketBound(le = ""): number {
  return le === "+Inf" ? Infinity : Number(le);
}

function matches(selector: Selector, { name, labels }: MetricSample): boolean {
  return name === selector.metric && selects(selector, labels);
}
