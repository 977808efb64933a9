/**
 * Raises the rate step by step until an expectation breaks, and breaks again.
 * @module
 */

import type { Expectation } from "./expect.ts";
import { judge } from "./thresholds.ts";
import { isUsedUp, type Reading, type Use, usesOf } from "./saturation.ts";
import type { Unevaluated } from "./summarize.ts";

/** The result of one step. */
export interface LimitStep {
  /** Visits a second. */
  readonly rate: number;
  readonly ordersPerSecond: number;
  /** Of all requests (ms). */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly failures: number;
  readonly dropped: number;
  /** Why it did not hold; empty: it held. */
  readonly reasons: readonly string[];
  /** The used resources, the busiest first. */
  readonly uses: readonly Use[];
}

/** The limit of a shop. */
export interface Limit {
  readonly steps: readonly LimitStep[];
  /** The last rate that held (visits a second); undefined: none did. */
  readonly holds: number | undefined;
  /** The first that did not; undefined: all held. */
  readonly breaks: number | undefined;
  /** The resource that was used up first, and at which rate. */
  readonly usedUp: (Use & { readonly rate: number }) | undefined;
}

/** How it is looked for. */
export interface LimitOptions {
  readonly from: number;
  readonly by: number;
  readonly to: number;
  readonly expectations: readonly Expectation[];
  /** Puts that load on the shop, and watches it. */
  readonly load: (rate: number) => Promise<{
    readonly result: Unevaluated;
    readonly readings: readonly Reading[];
  }>;
  readonly onStep: (step: LimitStep) => void;
  /** Aborted: no further step; the one under way does not count. */
  readonly signal: AbortSignal;
}

/** Looks for it. */
export async function findLimit(options: LimitOptions): Promise<Limit> {
  const steps: LimitStep[] = [];
  for (const rate of ratesOf(options)) {
    const step = await tryRate(rate, options);
    if (step === undefined) break;
    steps.push(step);
    if (step.reasons.length > 0) break;
  }
  const holding = steps.filter(({ reasons }) => reasons.length === 0);
  return {
    steps,
    holds: holding.at(-1)?.rate,
    breaks: steps.find(({ reasons }) => reasons.length > 0)?.rate,
    usedUp: firstUsedUp(steps),
  };
}

/**
 * The rates of the steps, in visits a second. Each is computed by itself: sums
 * of 0.1 miss 0.3, and the last step would be left out.
 */
export function ratesOf(
  { from, by, to }: Pick<LimitOptions, "from" | "by" | "to">,
): readonly number[] {
  const steps = Math.floor((to - from) / by + 1e-9);
  return Array.from(
    { length: Math.max(0, steps + 1) },
    (_, step) => Number((from + step * by).toPrecision(12)),
  );
}

/**
 * Puts a rate on the shop; twice if it breaks, for once may have been something
 * else on this machine: 1000 a second broke, and 1100 held (measured).
 * @returns undefined when it was aborted
 */
async function tryRate(
  rate: number,
  { expectations, load, onStep, signal }: LimitOptions,
): Promise<LimitStep | undefined> {
  for (let more = 1;; more--) {
    const { result, readings } = await load(rate);
    if (signal.aborted) return undefined;
    const step = stepOf(result, { rate, readings, expectations });
    onStep(step);
    if (step.reasons.length === 0 || more === 0) return step;
  }
}

function stepOf(
  run: Unevaluated,
  { rate, readings, expectations }: {
    readonly rate: number;
    readonly readings: readonly Reading[];
    readonly expectations: readonly Expectation[];
  },
): LimitStep {
  const { p50, p99 } = run.requests.latencyMs;
  return {
    rate,
    ordersPerSecond: run.orders.perSecond,
    p50,
    p99,
    failures: run.requests.failures,
    dropped: run.arrivals.dropped,
    reasons: judge(run, { expectations }).reasons,
    uses: usesOf(readings),
  };
}

/** Of the first step in which something was used up, what was most. */
function firstUsedUp(steps: readonly LimitStep[]): Limit["usedUp"] {
  for (const { rate, uses } of steps) {
    const use = uses.find(isUsedUp);
    if (use !== undefined) return { ...use, rate };
  }
  return undefined;
}

/** The limit in sentences. */
export function limitText({ steps, holds, breaks, usedUp }: Limit): string {
  const last = steps.at(-1);
  if (last === undefined) return "Nothing was measured";
  const lines = breaks === undefined
    ? [`No limit found: ${holds} visits a second hold`]
    : [
      holds === undefined
        ? `Even ${breaks} visits a second break: begin lower with --from`
        : `Limit: ${holds} visits a second hold, ${breaks} break`,
      ...last.reasons.map((reason) => `  ${reason}`),
    ];
  const most = last.uses[0];
  if (usedUp !== undefined) {
    const { resource, detail, rate } = usedUp;
    lines.push(`First used up: ${resource} (${detail}) at ${rate} a second`);
  } else if (most !== undefined) {
    lines.push(
      `Nothing was used up; most was ${most.resource} (${most.detail})`,
    );
  } else lines.push("No service reported its metrics: see --watch");
  return lines.join("\n");
}
