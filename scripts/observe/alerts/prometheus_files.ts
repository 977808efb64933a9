/**
 * The same in Prometheus's own words: rule files, and Alertmanager's
 * configuration.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 * @module
 */

import { z } from "zod";
import { type AlertRule, EXAMPLE } from "./alert_rule.ts";
import type { ContactPoint } from "./routing.ts";
import { duration, route, texts } from "./schemas.ts";

const rule = z.looseObject({
  alert: z.string().optional(),
  record: z.string().optional(),
  expr: z.union([z.string(), z.number()]).transform(String),
  for: duration.default(0),
  keep_firing_for: duration.default(0),
  labels: texts.default({}),
  annotations: texts.default({}),
});

/** A rule file. */
export const ruleFile = z.looseObject({
  groups: z.array(z.looseObject({
    name: z.string(),
    interval: duration.default(60_000),
    rules: z.array(rule).default([]),
  })).min(1),
});

/** A rule file, read. */
export type RuleFile = z.infer<typeof ruleFile>;

/** Its alerts. */
export function prometheusAlerts(
  { groups }: RuleFile,
  file: string,
): readonly AlertRule[] {
  return groups.flatMap(({ interval, rules }) =>
    rules.flatMap(({ alert, expr, ...one }) =>
      alert === undefined ? [] : [{
        name: alert,
        expr,
        forMs: one.for,
        keepFiringMs: one.keep_firing_for,
        everyMs: interval,
        labels: one.labels,
        annotations: one.annotations,
        isPaused: false,
        receiver: undefined,
        mutes: [],
        queries: new Map([["A", expr]]),
        values: { A: EXAMPLE },
        dialect: "prometheus",
        file,
      }]
    )
  );
}

/** A series that is computed from others. */
export interface Recording {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Its recording rules. */
export function recordings({ groups }: RuleFile): readonly Recording[] {
  return groups.flatMap(({ rules }) =>
    rules.flatMap(({ record, expr, labels }) =>
      record === undefined ? [] : [{ record, expr, labels }]
    )
  );
}

/** Alertmanager's configuration. */
export const alertmanagerFile = z.looseObject({
  route,
  receivers: z.array(z.looseObject({
    name: z.string(),
    webhook_configs: z.array(z.looseObject({
      url: z.string(),
      send_resolved: z.boolean().default(true),
    })).default([]),
  })),
});

/** The configuration, read. */
export type AlertmanagerFile = z.infer<typeof alertmanagerFile>;

/** Its receivers. */
export function alertmanagerContacts(
  { receivers }: AlertmanagerFile,
): readonly ContactPoint[] {
  return receivers.map(({ name, webhook_configs }) => ({
    name,
    webhooks: webhook_configs.map(({ url }) => url),
    tellsEnd: webhook_configs.some((one) => one.send_resolved),
  }));
}
