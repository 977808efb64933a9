/**
 * Traffic that tells the pairs of windows of Lab 6 apart from others, and what
 * the rules made of it.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { formatPromDuration } from "../../lib/text/mod.ts";
import { kindOf } from "./alert_rule.ts";
import { type Day, duration, incidentOf, stretch } from "./days.ts";
import text from "./pairs.yaml" with { type: "text" };
import type { Fired } from "./replay_tests.ts";

const span = z.strictObject({ from: duration.optional(), to: duration });

const probe = z.strictObject({
  name: z.string(),
  asks: z.enum(["page", "ticket"]),
  /** From the beginning of the incident to the first one. */
  first: z.union([z.literal("never"), span]).optional(),
  /** From the end of the incident to the end of the last one, if there is one. */
  over: span.optional(),
  stretches: z.array(stretch).min(1),
}).transform(({ stretches, ...one }) => ({
  ...one,
  day: {
    name: one.name,
    page: "never",
    ...one.asks === "ticket" ? { ticket: "never" } : {},
    stretches,
  } satisfies Day,
}));

/** Some traffic, and when it must be reported. */
export type PairProbe = z.infer<typeof probe>;

/** The result of one. */
export interface PairResult {
  readonly probe: PairProbe;
  /** Names of the rules that were reported. */
  readonly rules: readonly string[];
  /** The difference from the pairs, in words; undefined: there is none. */
  readonly problem: string | undefined;
}

/** How often their rules are evaluated (ms): finely, to tell windows apart. */
export const PAIRS_EVERY_MS = 15_000;

/** All of them. */
export const PAIRS: readonly PairProbe[] = z.array(probe).parse(
  parseYaml(text, "pairs.yaml"),
);

/** Holds what fired against what the pairs of the table make of it. */
export function evaluatePair(
  probe: PairProbe,
  fired: readonly Fired[],
): PairResult {
  const { asks, first, over, day } = probe;
  const { from, to } = incidentOf(day) ?? { from: 0, to: 0 };
  const meant = fired.filter(({ rule }) => kindOf(rule.labels) === asks);
  const begins = Math.min(
    ...meant.map(({ rule, first }) => first - rule.forMs),
  ) - from;
  const ends = Math.max(
    ...meant.map(({ rule, last }) => last - rule.keepFiringMs),
  ) - to;
  const isTold = meant.length > 0;
  const problems = [
    first === "never" && isTold && `a ${asks} comes`,
    first !== undefined && first !== "never" && !isTold && `no ${asks} comes`,
    first !== undefined && first !== "never" && isTold &&
    outside(begins, first, `the ${asks} comes`, "the failures began"),
    over !== undefined && isTold &&
    outside(ends, over, `the ${asks} goes on until`, "the failures ended"),
  ].filter((words) => words !== false && words !== undefined);
  const rules = meant.map(({ rule }) => rule.name);
  return { probe, rules, problem: problems[0] };
}

function outside(
  ms: number,
  { from = -Infinity, to }: z.infer<typeof span>,
  what: string,
  since: string,
): string | undefined {
  if (ms >= from && ms <= to) return undefined;
  const shown = ms < 0
    ? `${formatPromDuration(-ms)} before ${since}`
    : ms === 0
    ? `when ${since}`
    : `${formatPromDuration(ms)} after ${since}`;
  const side = ms < from ? "too early" : "too late";
  return `${what} ${shown}, which is ${side} for the pairs of the table`;
}
