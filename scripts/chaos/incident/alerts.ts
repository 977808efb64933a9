/**
 * The symptoms that page the on-call engineer, and whether they are there now.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { measure, metricsOf } from "../probes/measure.ts";
import type { MetricsHistory } from "../model/metrics_history.ts";
import { metricsProvider } from "../model/probe_providers.ts";
import { toleranceSchema, tolerates } from "../model/tolerance.ts";
import text from "./alerts.yaml" with { type: "text" };

const alert = z.strictObject({
  name: z.string(),
  /** The text of the page; `{value}` is the measured value. */
  page: z.string(),
  unit: z.enum(["share", "seconds"]),
  fires: toleranceSchema,
  /** The value is taken as a share of what it was before. */
  relative: z.boolean().default(false),
  provider: metricsProvider,
});

/** A symptom. */
export type Alert = z.output<typeof alert>;

/** All symptoms. */
export const ALERTS: readonly Alert[] = z.strictObject({
  alerts: z.array(alert).min(1),
}).parse(parseYaml(text, "alerts.yaml")).alerts;

/** Metrics that the symptoms are made of. */
export const ALERT_METRICS: ReadonlySet<string> = new Set(
  ALERTS.flatMap(({ provider }) => metricsOf(provider)),
);

/** A gateway that says nothing for so long is down (ms). */
const SILENT_MS = 2500;

/** A symptom that is there, in words. */
export interface Firing {
  readonly name: string;
  readonly words: string;
}

/** Each symptom's value before the incident. */
export type Usual = ReadonlyMap<string, number>;

/** The values now, of those symptoms that can be measured. */
export function valuesNow(
  history: MetricsHistory,
  now: number,
): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const { name, provider } of ALERTS) {
    const { value } = measure(provider, history.of(provider.service), {
      from: now - provider.window * 1000,
      to: now,
    });
    if (typeof value === "number") values.set(name, value);
  }
  return values;
}

/** The symptoms that are there now. */
export function firingNow(
  history: MetricsHistory,
  now: number,
  usual: Usual,
): readonly Firing[] {
  const last = history.of("gateway").at(-1)?.at ?? -Infinity;
  if (now - last > SILENT_MS) {
    return [{ name: "NobodyAnswers", words: "the shop does not answer" }];
  }
  const values = valuesNow(history, now);
  return ALERTS.flatMap((one) => {
    const found = values.get(one.name);
    if (found === undefined) return [];
    const value = one.relative
      ? found / Math.max(usual.get(one.name) ?? 0, Number.MIN_VALUE)
      : found;
    if (!tolerates(one.fires, { value })) return [];
    return [{ name: one.name, words: pageText(one, value) }];
  });
}

function pageText({ page, unit }: Alert, value: number): string {
  const shown = unit === "share"
    ? `${Math.round(value * 100)} %`
    : `${value.toFixed(1)} s`;
  return page.replace("{value}", shown);
}
