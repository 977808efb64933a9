/**
 * The verdict on a run: was everything undone, is all well again, did the
 * hypothesis hold, and were there visitors to prove it.
 * @module
 */

import type { CouldNotRun } from "../lib/cli/mod.ts";
import { firstBroken } from "./check.ts";
import type { Draft } from "./journal_builder.ts";
import type { State, Verdict } from "./journal.ts";
import { windowOf } from "./probes/ask.ts";
import type { RunOptions } from "./run_options.ts";
import { untilSteady } from "./steady_state.ts";
import { trafficNow } from "./probes/traffic.ts";

/** How a run ended. */
export interface Ended {
  readonly verdict: Verdict;
  /** In a sentence, without its full stop. */
  readonly reason: string;
}

/** Why a method was cut short. */
export const CUT = { broken: "broken", late: "late", asked: "asked" } as const;

/** The end of a run that a user stopped. */
export const INTERRUPTED: Ended = {
  verdict: "interrupted",
  reason: "a user stopped it, and everything was undone",
};

/** All that a verdict is made of. */
export interface RunFacts {
  /** The check that broke the hypothesis while it was watched, in words. */
  readonly brokenBy: string | undefined;
  /** Why the method was cut short: one of {@link CUT}; undefined: it was not. */
  readonly cut: unknown;
  /** Why an action could not be done, in words. */
  readonly failure: string | undefined;
  /** Whether the system came back. */
  readonly isRecovered: boolean;
  /** The last check of the recovery. */
  readonly after: State | undefined;
  /** How long the recovery might take (s). */
  readonly withinS: number;
  /** Checks while the fault was on. */
  readonly during: readonly State[];
  /** Requests a second at the end; undefined: it is unknown. */
  readonly rps: number | undefined;
  readonly minimumRps: number;
}

/** Watches the recovery, and gives the verdict. */
export async function conclude(
  options: RunOptions,
  draft: Draft,
  { failure, cut }: {
    readonly failure: CouldNotRun | undefined;
    readonly cut: unknown;
  },
): Promise<Ended> {
  const left = notUndone(draft);
  if (left !== undefined) {
    return {
      verdict: "not_recovered",
      reason: `could not undo everything: ${left}`,
    };
  }
  const { experiment, probes } = options;
  const isRecovered = await recover(options, draft);
  return verdictOn({
    brokenBy: draft.broken?.words,
    cut,
    failure: failure?.message,
    isRecovered,
    after: draft.after,
    withinS: experiment.quickticket.recovery.within_s,
    during: draft.during,
    rps: await trafficNow(probes, new AbortController().signal),
    minimumRps: experiment.quickticket.traffic.minimum_rps,
  });
}

/** The actions that were not undone, or not by the file's own rollbacks. */
export function notUndone(
  { undone, rollbacks }: Pick<Draft, "undone" | "rollbacks">,
): string | undefined {
  const failed = [...undone, ...rollbacks].find(({ status }) =>
    status === "failed"
  );
  return failed && `${failed.activity.name}: ${failed.exception}`;
}

/** The verdict on a run whose every action was undone. */
export function verdictOn(facts: RunFacts): Ended {
  const { isRecovered, cut } = facts;
  const within = `${facts.withinS} s`;
  if (cut === CUT.broken) {
    const well = isRecovered
      ? ""
      : `; and it was not well again within ${within}`;
    return { verdict: "broken", reason: `${facts.brokenBy}${well}` };
  }
  if (cut === CUT.asked) return INTERRUPTED;
  if (cut === CUT.late) {
    return {
      verdict: "not_measured",
      reason: "the method took longer than the experiment's time limit",
    };
  }
  if (facts.failure !== undefined) {
    return { verdict: "not_measured", reason: facts.failure };
  }
  if (!isRecovered) {
    const why = facts.after === undefined ? "" : firstBroken(facts.after);
    return {
      verdict: "not_recovered",
      reason: `it was not well again within ${within}: ${why}`,
    };
  }
  const untold = neverTold(facts.during);
  if (untold !== undefined) {
    return {
      verdict: "not_measured",
      reason: `these probes measured nothing while the fault was on: ${untold}`,
    };
  }
  return withTraffic(facts);
}

/** A probe that could not tell once whether its part of the hypothesis held. */
function neverTold(during: readonly State[]): string | undefined {
  const names = new Set(
    during.flatMap(({ probes }) => probes).map(({ activity }) => activity.name),
  );
  for (const { probes } of during) {
    for (const { activity, unknown } of probes) {
      if (unknown === undefined) names.delete(activity.name);
    }
  }
  const [first] = names;
  return during.length === 0 ? "any probe" : first?.toString();
}

/** Watches the system come back. */
async function recover(options: RunOptions, draft: Draft): Promise<boolean> {
  const { experiment, probes, note } = options;
  const { recovery, frequency_s } = experiment.quickticket;
  const { state, since } = await untilSteady({
    probes: experiment["steady-state-hypothesis"].probes,
    phase: "after",
    context: probes,
    signal: new AbortController().signal,
    // A window that still holds the fault is no lack of recovery.
    withinMs: recovery.within_s * 1000 + longestWindow(options),
    everyMs: frequency_s * 1000 / probes.speed,
    checks: recovery.checks,
  });
  draft.after = state;
  draft.recoveredAt = since;
  if (since !== undefined) note("recovered");
  return since !== undefined;
}

function longestWindow({ experiment, probes }: RunOptions): number {
  const windows = experiment["steady-state-hypothesis"].probes.map((probe) =>
    probe.provider.type === "metrics"
      ? windowOf(probe.provider.window, probes.speed)
      : 0
  );
  return Math.max(...windows);
}

/** A hypothesis that held because no visitor came has not been tested. */
function withTraffic(
  { rps, minimumRps }: Pick<RunFacts, "rps" | "minimumRps">,
): Ended {
  if (rps !== undefined && rps >= minimumRps) {
    return { verdict: "held", reason: "the hypothesis held to the end" };
  }
  return {
    verdict: "not_measured",
    reason: `the visitors left: ${rps?.toFixed(1) ?? "no"} requests a second ` +
      `at the end, at least ${minimumRps} are needed`,
  };
}
