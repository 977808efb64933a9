/**
 * The verdict on a run: was everything undone, is all well again, did the
 * hypothesis hold, and was anybody there to prove it.
 * @module
 */

import type { CouldNotRun } from "../lib/cli/mod.ts";
import { firstBroken } from "./check.ts";
import type { Draft } from "./journal_builder.ts";
import type { Verdict } from "./journal.ts";
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

/** The end of a run that somebody stopped. */
export const INTERRUPTED: Ended = {
  verdict: "interrupted",
  reason: "it was stopped by somebody, and everything was undone",
};

/** Watches the recovery, and judges. */
export async function conclude(
  options: RunOptions,
  draft: Draft,
  { failure, cut }: {
    readonly failure: CouldNotRun | undefined;
    readonly cut: unknown;
  },
): Promise<Ended> {
  if (draft.undone.some(({ status }) => status === "failed")) {
    const words = draft.undone.find(({ status }) => status === "failed");
    return {
      verdict: "not_recovered",
      reason: `could not undo everything: ${words?.exception}`,
    };
  }
  const recovered = await recover(options, draft);
  const within = `${options.experiment.quickticket.recovery.within_s} s`;
  const well = recovered ? "" : `; and it was not well again within ${within}`;
  if (cut === CUT.broken) {
    return { verdict: "broken", reason: `${draft.broken?.words}${well}` };
  }
  if (cut === CUT.asked) return INTERRUPTED;
  if (cut === CUT.late) {
    return {
      verdict: "not_measured",
      reason: "the method took longer than the experiment's time limit",
    };
  }
  if (failure !== undefined) {
    return { verdict: "not_measured", reason: failure.message };
  }
  if (!recovered) {
    const why = draft.after === undefined ? "" : firstBroken(draft.after);
    return {
      verdict: "not_recovered",
      reason: `it was not well again within ${within}: ${why}`,
    };
  }
  const untold = neverTold(draft);
  if (untold !== undefined) {
    return {
      verdict: "not_measured",
      reason: `while the fault was on, nothing was told by: ${untold}`,
    };
  }
  return await withTraffic(options);
}

/** A probe that could not tell once whether its part of the hypothesis held. */
function neverTold({ during }: Draft): string | undefined {
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

/** A hypothesis that held because nobody came has not been tested. */
async function withTraffic({ experiment, probes }: RunOptions): Promise<Ended> {
  const { minimum_rps } = experiment.quickticket.traffic;
  const now = await trafficNow(probes, new AbortController().signal);
  if (now !== undefined && now >= minimum_rps) {
    return { verdict: "held", reason: "the hypothesis held to the end" };
  }
  return {
    verdict: "not_measured",
    reason: `the visitors left: ${now?.toFixed(1) ?? "no"} requests a second ` +
      `at the end, at least ${minimum_rps} are needed`,
  };
}
