/**
 * The hypothesis, checked once: every probe at the same time.
 * @module
 */

import type { HypothesisProbe, Phase } from "./model/experiment.ts";
import type { ActivityResult, ProbeResult, State } from "./journal.ts";
import { ask, type ProbeContext } from "./probes/ask.ts";
import { type Found, toleranceText, tolerates } from "./model/tolerance.ts";
import { wordsOf } from "../lib/text/mod.ts";

/** A probe that found what it must not find. */
export interface Broken {
  /** Name, what was found, what was allowed. */
  readonly words: string;
  /** When (wall clock, ms). */
  readonly at: number;
}

interface CheckOptions {
  readonly probes: readonly HypothesisProbe[];
  readonly phase: Phase;
  readonly context: ProbeContext;
  readonly signal: AbortSignal;
  /** Called at once; the others may still take their time. */
  readonly onBroken?: (broken: Broken) => void;
}

/** Asks all probes of a phase. */
export async function check(
  { probes, phase, context, signal, onBroken = () => {} }: CheckOptions,
): Promise<State> {
  const results = await Promise.all(
    probes.filter(({ quickticket }) => quickticket.when.includes(phase))
      .map(async (probe): Promise<ProbeResult> => {
        const { found, ...result } = await timed(
          probe,
          context.clock,
          () => ask(probe.provider, context, signal),
        );
        const tolerance_met = found !== undefined &&
          tolerates(probe.tolerance, found);
        const isUnknown = phase === "during" && found?.isUnknown === true;
        if (!tolerance_met && !isUnknown && !signal.aborted) {
          onBroken({
            words: `${probe.name}: ${result.output}, allowed is ` +
              toleranceText(probe.tolerance),
            at: context.clock.now(),
          });
        }
        return {
          ...result,
          tolerance_met,
          ...isUnknown ? { unknown: true } as const : {},
        };
      }),
  );
  return {
    steady_state_met: results.every((one) => one.tolerance_met || one.unknown),
    probes: results,
  };
}

/** The first probe of a state that was not met, in words. */
export function firstBroken(state: State): string | undefined {
  const bad = state.probes.find(({ tolerance_met }) => !tolerance_met);
  return bad && `${bad.activity.name}: ${bad.output ?? bad.exception}`;
}

/** Does something and notes how it went. */
export async function timed(
  activity: Readonly<Record<string, unknown>>,
  clock: ProbeContext["clock"],
  work: () => Promise<Found>,
): Promise<ActivityResult & { readonly found: Found | undefined }> {
  const began = clock.monotonic();
  const start = timeText(clock.now());
  const note = (rest: {
    readonly status: ActivityResult["status"];
    readonly output: string | null;
    readonly exception?: string;
    readonly found: Found | undefined;
  }): ActivityResult & { readonly found: Found | undefined } => ({
    activity: { ...activity },
    start,
    end: timeText(clock.now()),
    duration: round3((clock.monotonic() - began) / 1000),
    ...rest,
  });
  try {
    const found = await work();
    return note({ status: "succeeded", output: foundText(found), found });
  } catch (error) {
    const exception = wordsOf(error);
    return note({
      status: "failed",
      output: null,
      exception,
      found: undefined,
    });
  }
}

function foundText({ value, note }: Found): string {
  const shown = typeof value === "number" && !Number.isInteger(value)
    ? String(Number(value.toPrecision(4)))
    : value === undefined
    ? "nothing measured"
    : String(value);
  return note === undefined ? shown : `${shown} (${note})`;
}

/** RFC 3339 in UTC. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

/** To the millisecond of seconds. */
export function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
