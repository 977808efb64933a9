/**
 * The common schemas of Grafana's and Prometheus's files.
 * @module
 */

import { z } from "zod";
import { parsePromDuration } from "../../lib/text/mod.ts";
import type { Matcher } from "../../adapters/prometheus/mod.ts";
import { matcherOf, matchersOf } from "./matcher.ts";
import type { Grouping } from "./grouping.ts";
import type { Route } from "./routing.ts";

/** Labels or annotations; YAML may take a value for a number. */
export const texts = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]).transform(String),
);

/** A duration in ms; a bare number is seconds, as in Grafana. */
export const duration = z.union([z.string(), z.number()]).transform(
  (value, context) => {
    const text = String(value);
    const ms = parsePromDuration(/^\d+$/.test(text) ? `${text}s` : text);
    if (ms !== undefined) return ms;
    context.addIssue({ code: "custom", message: `${text} is no duration` });
    return z.NEVER;
  },
);

/** Reads matchers; what is wrong with one is a problem of the file. */
function read(
  parse: () => readonly Matcher[],
  context: z.RefinementCtx,
): readonly Matcher[] {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    context.addIssue({ code: "custom", message: error.message });
    return z.NEVER;
  }
}

/** `severity = page`, or Grafana's `["severity", "=", "page"]`. */
const matchers = z.union([
  z.array(
    z.union([z.string(), z.tuple([z.string(), z.string(), z.string()])]),
  ),
  z.string(),
]).default([]).transform((listed, context) =>
  read(
    () =>
      (typeof listed === "string" ? [listed] : listed).flatMap((one) =>
        typeof one === "string" ? matchersOf(one) : [matcherOf(...one)]
      ),
    context,
  )
);

/** Labels by value, or by regular expression: the older way. */
const matchedBy = (op: Matcher["op"]) =>
  texts.default({}).transform((listed, context) =>
    read(
      () =>
        Object.entries(listed).map(([label, value]) =>
          matcherOf(label, op, value)
        ),
      context,
    )
  );

/** How notifications are grouped: the same words in both. */
export const groupingShape = {
  group_by: z.array(z.string()).optional(),
  group_wait: duration.optional(),
  group_interval: duration.optional(),
  repeat_interval: duration.optional(),
};

/** The fields that are set. */
export function groupingOf(
  one: z.infer<z.ZodObject<typeof groupingShape>>,
): Partial<Grouping> {
  return {
    ...one.group_by === undefined ? {} : { by: one.group_by },
    ...one.group_wait === undefined ? {} : { waitMs: one.group_wait },
    ...one.group_interval === undefined
      ? {}
      : { intervalMs: one.group_interval },
    ...one.repeat_interval === undefined
      ? {}
      : { repeatMs: one.repeat_interval },
  };
}

/** A policy of Grafana, a route of Alertmanager, and those below it. */
export const route: z.ZodType<Route> = z.lazy(() =>
  z.looseObject({
    receiver: z.string().optional(),
    matchers,
    object_matchers: matchers,
    match: matchedBy("="),
    match_re: matchedBy("=~"),
    continue: z.boolean().default(false),
    mute_time_intervals: z.array(z.string()).default([]),
    active_time_intervals: z.array(z.string()).default([]),
    ...groupingShape,
    routes: z.array(route).default([]),
  }).transform((one): Route => ({
    receiver: one.receiver,
    matchers: [
      ...one.matchers,
      ...one.object_matchers,
      ...one.match,
      ...one.match_re,
    ],
    goesOn: one.continue,
    mutes: [...one.mute_time_intervals, ...one.active_time_intervals],
    grouping: groupingOf(one),
    routes: one.routes,
  }))
);
