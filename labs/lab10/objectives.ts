/**
 * Objectives, held against a run: what its own requests say of each.
 * @module
 */

import type { CheckContext } from "../../scripts/checks/mod.ts";
import {
  decodeLatency,
  type Summary,
} from "../../scripts/load/loadgen/result/mod.ts";

/** An objective, as far as a load generator can see it. */
export interface Objective {
  /** Of its file, e.g. `pay-latency`. */
  readonly name: string;
  /** 0 to 100. */
  readonly target: number;
  /** Of which requests. */
  readonly step: "list" | "reserve" | "pay";
  /** An answer that takes longer is a bad one; undefined: any time is good. */
  readonly withinMs: number | undefined;
}

const STEPS = { browse: "list", reserve: "reserve", pay: "pay" } as const;

/** Those of `monitoring/slo` that the load touches. */
export async function objectivesOf(
  { read, files }: Pick<CheckContext, "read" | "files">,
): Promise<readonly Objective[]> {
  const found: Objective[] = [];
  for (
    const path of await files(
      /^monitoring\/slo\/(browse|reserve|pay)-\w+\.ya?ml$/,
    )
  ) {
    const text = await read(path) ?? "";
    const [, name = "", journey] =
      /((browse|reserve|pay)-\w+)\.ya?ml$/.exec(path) ?? [];
    const target = Number(/target:\s*([\d.]+)/.exec(text)?.[1]);
    const seconds = /le="([\d.]+)"/.exec(text)?.[1];
    if (!(target > 0) || !isJourney(journey)) continue;
    found.push({
      name,
      target: Number((100 * target).toPrecision(8)),
      step: STEPS[journey],
      withinMs: seconds === undefined ? undefined : 1000 * Number(seconds),
    });
  }
  return found;
}

function isJourney(word: string | undefined): word is keyof typeof STEPS {
  return word !== undefined && word in STEPS;
}

/** The share of good answers (0 to 100); undefined: not asked. */
export function measuredBy(
  { steps }: Summary,
  { step, withinMs }: Objective,
): number | undefined {
  const one = steps[step];
  if (one === undefined || one.count === 0) return undefined;
  if (withinMs === undefined) {
    return 100 * (one.count - one.failures) / one.count;
  }
  let good = 0;
  for (const { ms, count } of decodeLatency(one.histogram).values()) {
    if (ms <= withinMs) good += count;
  }
  return 100 * good / one.count;
}
