/**
 * Makes one summary of those of several generators that shared a run. Nothing
 * is lost: histograms and counts are added, percentiles are computed anew.
 * @module
 */

import { openBook } from "./totals.ts";
import { decodeLatency } from "./latency.ts";
import { summarize, type Unevaluated } from "./summarize.ts";
import type { Summary } from "./summary.ts";

/** The values that the parts of one run have in common. */
const COMMON = ["scenario", "url", "seed", "load", "timeoutMs"] as const;

/**
 * The whole of which these are the parts.
 * @throws {RangeError} when they are not parts of one run
 */
export function mergeSummaries(parts: readonly Summary[]): Unevaluated {
  const [first] = parts;
  if (first === undefined) throw new RangeError("there is no part");
  for (const part of parts) checkCommon(first, part);
  const shares = {
    of: first.run.shares.of,
    parts: parts.flatMap(({ run }) => run.shares.parts)
      .toSorted((a, b) => a - b),
  };
  const double = shares.parts.find((part, at) => part === shares.parts[at - 1]);
  if (double !== undefined) {
    throw new RangeError(`part ${double} is there twice: it would count twice`);
  }
  const starts = parts.map(({ run }) => Date.parse(run.started));
  const start = Math.min(...starts);
  const { intervalMs } = first;
  const tally = openBook(intervalMs);
  const ends = { seconds: 0, plannedSeconds: 0 };
  for (const [at, part] of parts.entries()) {
    // Generators on several machines do not begin at the same moment.
    const late = Math.round(((starts[at] ?? start) - start) / intervalMs);
    for (const [position, interval] of part.intervals.entries()) {
      const atMs = (late + position + 1) * intervalMs;
      tally.add({ ...interval, atMs, lag: "", inFlight: 0 });
    }
    tally.totals.lag.add(decodeLatency(part.arrivals.lagHistogram));
    const { run } = part;
    const lateS = late * intervalMs / 1000;
    ends.seconds = Math.max(ends.seconds, lateS + run.seconds);
    ends.plannedSeconds = Math.max(
      ends.plannedSeconds,
      lateS + run.plannedSeconds,
    );
  }
  return summarize(tally, {
    run: {
      ...first.run,
      ...ends,
      shares,
      started: new Date(start).toISOString(),
      workers: parts.reduce((sum, { run }) => sum + run.workers, 0),
      ended: parts.map(({ run }) => run.ended)
        .find((ended) => ended !== "planned") ?? "planned",
    },
    steps: Object.entries(first.steps).map(([name, { method, route }]) => ({
      name,
      method,
      route,
    })),
    journeys: Object.entries(first.journeys).map(
      ([name, { weight, buys }]) => ({ name, weight, buys }),
    ),
  });
}

function checkCommon(first: Summary, part: Summary): void {
  for (const key of [...COMMON, "of"] as const) {
    const [one, other] = [first, part].map(({ run }) =>
      JSON.stringify(key === "of" ? run.shares.of : run[key])
    );
    if (one !== other) {
      throw new RangeError(
        `the ${
          key === "of" ? "number of shares" : key
        } of all parts must be the same, here are ${one} and ${other}`,
      );
    }
  }
}
