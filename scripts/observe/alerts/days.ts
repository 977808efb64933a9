/**
 * Days of the shop, and what alerts should make of each.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { parsePromDuration } from "../../lib/text/mod.ts";
import text from "./days.yaml" with { type: "text" };

/** A duration as Prometheus writes it, in ms. */
export const duration = z.string().transform((text, context) => {
  const ms = parsePromDuration(text);
  if (ms !== undefined) return ms;
  context.addIssue({ code: "custom", message: `${text} is no duration` });
  return z.NEVER;
});

/** A share of requests by the status that they are answered with. */
const shares = z.record(
  z.string().regex(/^[45]\d\d$/),
  z.number().positive().max(1),
).default({});

/** A stretch of a day, as it is written. */
export const stretch = z.strictObject({
  for: duration,
  /** Visits a second. */
  visits: z.number().min(0),
  /** How often the list is looked at, in times of the usual. */
  looks: z.number().positive().default(1),
  pay: shares,
  reserve: shares,
  payments: z.literal("down").optional(),
  gateway: z.literal("restarted").optional(),
  /** A person would say that something is wrong. */
  incident: z.boolean().default(false),
});

/** A stretch of steady traffic. */
export type Stretch = z.infer<typeof stretch>;

const day = z.strictObject({
  name: z.string(),
  /**
   * An engineer must be woken within this time; `never`: no engineer may be.
   */
  page: z.union([z.literal("never"), duration]),
  /** A ticket must come within that; `never`: none may; absent: either. */
  ticket: z.union([z.literal("never"), duration]).optional(),
  stretches: z.array(stretch).min(1),
});

/** A day. */
export type Day = z.infer<typeof day>;

/** The twenty that come with the course. */
export const DAYS: readonly Day[] = z.array(day).parse(
  parseYaml(text, "days.yaml"),
);

/** When its incident begins and when it ends (ms from the day's beginning). */
export function incidentOf(
  { stretches }: Day,
): { readonly from: number; readonly to: number } | undefined {
  let at = 0;
  let [from, to] = [Infinity, -Infinity];
  for (const { for: ms, incident } of stretches) {
    if (incident) [from, to] = [Math.min(from, at), at + ms];
    at += ms;
  }
  return to < 0 ? undefined : { from, to };
}

/** How long it is (ms). */
export function lengthOf({ stretches }: Day): number {
  return stretches.reduce((sum, { for: ms }) => sum + ms, 0);
}
