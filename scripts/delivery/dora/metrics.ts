/**
 * The five metrics of DORA, by definitions that are written down. Without them
 * one history gives 10 % and 66 %.
 * @see https://dora.dev/guides/dora-metrics/
 * @module
 */

import type { Deployment, Incident } from "./delivery_log.ts";
import type { Change } from "./history.ts";

/** A deployment, and the changes that came with it. */
export interface Delivered extends Deployment {
  /** Since the last healthy deployment of the service. */
  readonly changes: readonly Change[];
}

/** The period that is looked at (ms since 1970). */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** The counts, without drills. */
export interface Metrics {
  readonly days: number;
  readonly deployments: number;
  /** Healthy ones a day. */
  readonly deploymentsPerDay: number;
  readonly changes: number;
  /** In the middle, from a change's first commit to serving (ms). */
  readonly leadTimeMs: number | undefined;
  readonly failed: number;
  /** Of all deployments, 0 to 1. */
  readonly changeFailRate: number | undefined;
  /** In the middle, from the bad version's begin to its end (ms). */
  readonly recoveryMs: number | undefined;
  readonly reworked: number;
  /** Of all deployments, 0 to 1. */
  readonly reworkRate: number | undefined;
  readonly drills: number;
}

/** A page so long after a deployment began is laid to its account (ms). */
export const BLAME_MS = 60 * 60_000;

/** Computes them. @param all every deployment, oldest first */
export function metricsOf(
  all: readonly Delivered[],
  incidents: readonly Incident[],
  { from, to }: Period,
): Metrics {
  const within = all.filter(({ endedAt }) => endedAt >= from && endedAt <= to);
  const real = within.filter((one) => !isDrill(one));
  const pages = incidents.filter(({ drill }) => !drill);
  const leadTimes = leadTimesOf(real);
  const ends = real.map((one) => endOfFailure(one, all, pages, to));
  const recoveries = real.flatMap(({ startedAt }, i) => {
    const end = ends[i];
    return end === undefined ? [] : [end - startedAt];
  });
  const reworked = real.filter((one) => isRework(one, pages)).length;
  const days = (to - from) / 86_400_000;
  const healthy = real.filter(({ outcome }) => outcome === "healthy").length;
  const rate = (count: number): number | undefined =>
    real.length === 0 ? undefined : count / real.length;
  return {
    days,
    deployments: real.length,
    deploymentsPerDay: days === 0 ? 0 : healthy / days,
    changes: leadTimes.length,
    leadTimeMs: median(leadTimes),
    failed: recoveries.length,
    changeFailRate: rate(recoveries.length),
    recoveryMs: median(recoveries),
    reworked,
    reworkRate: rate(reworked),
    drills: within.length - real.length,
  };
}

/** Of each change once: several services may bring the same one. */
function leadTimesOf(deployments: readonly Delivered[]): readonly number[] {
  const first = new Map<string, number>();
  for (const { outcome, endedAt, changes } of deployments) {
    if (outcome !== "healthy") continue;
    for (const { sha, began, isBot, isDrill } of changes) {
      if (!isBot && !isDrill && !first.has(sha)) {
        first.set(sha, endedAt - began);
      }
    }
  }
  return [...first.values()];
}

/** Whether it was broken on purpose. */
function isDrill({ drill, changes }: Delivered): boolean {
  const own = changes.filter(({ isBot }) => !isBot);
  return drill || (own.length > 0 && own.every((change) => change.isDrill));
}

/**
 * When a bad deployment was over; undefined: it was not bad. A deployment is
 * bad if it was taken back by its analysis, if an engineer reverted it, or if
 * it paged.
 */
function endOfFailure(
  one: Delivered,
  all: readonly Delivered[],
  pages: readonly Incident[],
  now: number,
): number | undefined {
  const ends: number[] = [];
  if (one.outcome === "aborted") ends.push(one.endedAt);
  else {
    const reverting = all.find((later) =>
      // In the same second, too: that is how exact the lines are.
      later !== one && later.outcome === "healthy" &&
      later.endedAt >= one.endedAt &&
      later.changes.some(({ reverts }) =>
        reverts.some((sha) =>
          one.changes.some((own) => own.sha.startsWith(sha))
        )
      )
    );
    if (reverting !== undefined) ends.push(reverting.endedAt);
    const paged = pages.filter((page) => isBlamed(one, page, all));
    ends.push(...paged.map(({ endedAt }) => endedAt ?? now));
  }
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/**
 * A page is laid to the last deployment that had begun by then. A version that
 * was taken back can only have caused a page while it served; afterwards the
 * one before it serves again.
 */
function isBlamed(
  one: Delivered,
  { startedAt: paged }: Incident,
  all: readonly Delivered[],
): boolean {
  const [last] = all
    .filter((other) =>
      !isDrill(other) && other.startedAt <= paged &&
      (other.outcome === "healthy" || paged <= other.endedAt)
    )
    .toReversed() // of those that began together, the one that ended last
    .toSorted((a, b) => b.startedAt - a.startedAt);
  return last === one && paged - one.startedAt <= BLAME_MS;
}

/** Unplanned: it ends the failure of another deployment. */
function isRework(
  { changes, startedAt }: Delivered,
  pages: readonly Incident[],
): boolean {
  return changes.some(({ isFix }) => isFix) ||
    pages.some((page) =>
      page.startedAt < startedAt && startedAt < (page.endedAt ?? Infinity)
    );
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return undefined;
  return sorted.length % 2 === 1
    ? upper
    : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
