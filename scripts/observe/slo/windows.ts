/**
 * When to alert: how fast the budget may burn, over which windows.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { parsePromDuration } from "../../lib/text/mod.ts";
import data from "./windows.yaml" with { type: "text" };

/** The urgency: `page` wakes an engineer, `ticket` waits for the morning. */
export type Severity = "page" | "ticket";

/** One condition: the budget burns at `factor`, long enough and still. */
export interface BurnWindow {
  readonly severity: Severity;
  /** Share of the budget that is gone when the long window is full of it. */
  readonly budgetShare: number;
  readonly longMs: number;
  readonly shortMs: number;
  /** How many times faster than the period allows. */
  readonly factor: number;
}

const duration = z.string().transform((text, context) => {
  const ms = parsePromDuration(text);
  if (ms !== undefined) return ms;
  context.addIssue({ code: "custom", message: `${text} is no duration` });
  return z.NEVER;
});

const published = z.object({
  period: duration,
  windows: z.array(
    z.object({
      severity: z.enum(["page", "ticket"]),
      budget: z.number(),
      long: duration,
      short: duration,
      factor: z.number(),
    }).transform(({ severity, budget, long, short, factor }) => ({
      severity,
      budgetShare: budget,
      longMs: long,
      shortMs: short,
      factor,
    })),
  ),
}).parse(parseYaml(data, "windows.yaml"));

/** The period that the published windows are for (ms). */
export const PUBLISHED_PERIOD_MS: number = published.period;

/** The windows as published. */
export const PUBLISHED_WINDOWS: readonly BurnWindow[] = published.windows;

/**
 * The windows of an objective over `periodMs`: the published ones, shrunk or
 * stretched with the period. The factors stay, so the mathematics is the same
 * at 30 days, at 7 and at an hour.
 *
 * @param floorMs shortest window that can be measured: a rate needs a few
 * scrapes. Shorter windows are raised to it, the long one to twice that; the
 * alert then comes later by as much, and nothing else changes.
 */
export function windowsFor(
  periodMs: number,
  { floorMs = 0 }: { readonly floorMs?: number } = {},
): readonly BurnWindow[] {
  const scale = periodMs / PUBLISHED_PERIOD_MS;
  return PUBLISHED_WINDOWS.map((window) => ({
    ...window,
    longMs: Math.max(window.longMs * scale, 2 * floorMs),
    shortMs: Math.max(window.shortMs * scale, floorMs),
  }));
}
