/**
 * Grafana's provisioning files: rules, contact points, policies.
 * @see https://grafana.com/docs/grafana/latest/alerting/set-up/provision-alerting-resources/file-provisioning/
 * @module
 */

import { z } from "zod";
import type { AlertRule } from "./alert_rule.ts";
import { conditionOf, isOwn } from "./grafana_condition.ts";
import { stepSchema, Untranslated } from "./grafana_step.ts";
import type { ContactPoint } from "./routing.ts";
import {
  duration,
  groupingOf,
  groupingShape,
  route,
  texts,
} from "./schemas.ts";

const rule = z.looseObject({
  title: z.string().min(1),
  condition: z.string(),
  data: z.array(stepSchema).min(1),
  noDataState: z.string().default("NoData"),
  for: duration.default(0),
  keep_firing_for: duration.default(0),
  labels: texts.default({}),
  annotations: texts.default({}),
  isPaused: z.boolean().default(false),
  notification_settings: z.looseObject({
    receiver: z.string(),
    mute_time_intervals: z.array(z.string()).default([]),
    active_time_intervals: z.array(z.string()).default([]),
    ...groupingShape,
  }).optional(),
});

/** A provisioning file; what else is in it is not ours. */
export const grafanaFile = z.looseObject({
  groups: z.array(z.looseObject({
    name: z.string(),
    interval: duration.default(60_000),
    rules: z.array(rule).default([]),
  })).default([]),
  contactPoints: z.array(z.looseObject({
    name: z.string(),
    receivers: z.array(z.looseObject({
      type: z.string(),
      settings: z.looseObject({ url: z.string().optional() }).default({}),
      disableResolveMessage: z.boolean().default(false),
    })).default([]),
  })).default([]),
  policies: z.array(route).default([]),
});

/** A file, read. */
export type GrafanaFile = z.infer<typeof grafanaFile>;

/** Its rules. @throws {SyntaxError} naming the rule that cannot be read */
export function grafanaRules(
  { groups }: GrafanaFile,
  file: string,
): readonly AlertRule[] {
  return groups.flatMap(({ interval, rules }) =>
    rules.map((one) => grafanaRule(one, interval, file))
  );
}

function grafanaRule(
  one: z.infer<typeof rule>,
  everyMs: number,
  file: string,
): AlertRule {
  const { title, noDataState, notification_settings: own } = one;
  let condition;
  try {
    condition = conditionOf(one.data, one.condition);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const words = `the rule ${title}: ${error.message}`;
    throw error instanceof Untranslated
      ? new Untranslated(words)
      : new SyntaxError(words);
  }
  const { firing, noData, queries, values } = condition;
  // "NoData" sends an alert of its own, DatasourceNoData, the same way.
  const isSilent = /^(OK|KeepLast)$/i.test(noDataState) || noData === "";
  return {
    name: title,
    expr: isSilent ? firing : `(${firing}) or ${noData}`,
    forMs: one.for,
    keepFiringMs: one.keep_firing_for,
    everyMs,
    labels: one.labels,
    annotations: one.annotations,
    isPaused: one.isPaused,
    receiver: own?.receiver,
    mutes: own === undefined
      ? []
      : [...own.mute_time_intervals, ...own.active_time_intervals],
    ...own === undefined ? {} : { grouping: groupingOf(own) },
    ...isSilent ? {} : { alertsWithoutData: noDataState },
    queries,
    values,
    dialect: "grafana",
    file,
  };
}

/** The data sources that its queries name, by rule. */
export function sourcesAsked(
  { groups }: GrafanaFile,
): readonly { readonly title: string; readonly uid: string }[] {
  return groups.flatMap(({ rules }) =>
    rules.flatMap(({ title, data }) =>
      data.flatMap((step) =>
        isOwn(step) || step.datasourceUid === undefined
          ? []
          : [{ title, uid: step.datasourceUid }]
      )
    )
  );
}

/** Its contact points. */
export function grafanaContacts(
  { contactPoints }: GrafanaFile,
): readonly ContactPoint[] {
  return contactPoints.map(({ name, receivers }) => ({
    name,
    webhooks: receivers.flatMap(({ type, settings: { url } }) =>
      type === "webhook" && url !== undefined ? [url] : []
    ),
    tellsEnd: receivers.some((one) =>
      one.type === "webhook" && !one.disableResolveMessage
    ),
  }));
}
