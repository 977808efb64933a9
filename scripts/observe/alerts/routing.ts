/**
 * Where an alert goes: contact points, and the tree of policies that leads to
 * them by labels.
 * @see https://prometheus.io/docs/alerting/latest/configuration/#route
 * @module
 */

import type { AlertRule, Labels } from "./alert_rule.ts";
import type { Matcher } from "../../adapters/prometheus/mod.ts";
import type { Grouping } from "./grouping.ts";
import { matches } from "./matcher.ts";

/** A place that alerts go to. */
export interface ContactPoint {
  readonly name: string;
  /** Addresses of its webhooks; other kinds are not listed. */
  readonly webhooks: readonly string[];
  /** Whether it also tells the end. */
  readonly tellsEnd: boolean;
}

/** A policy; what it leaves out it has from the one above it. */
export interface Route {
  readonly receiver: string | undefined;
  readonly matchers: readonly Matcher[];
  /** Whether the policies beside it are asked as well. */
  readonly goesOn: boolean;
  /** Timings at which nothing is sent, or outside of which nothing is. */
  readonly mutes: readonly string[];
  readonly grouping: Partial<Grouping>;
  readonly routes: readonly Route[];
}

/** A way that an alert takes. */
export interface Way {
  readonly receiver: string;
  readonly mutes: readonly string[];
  readonly grouping: Grouping;
}

/** The defaults of Grafana and Alertmanager (ms). */
const DEFAULTS: Grouping = {
  by: [],
  waitMs: 30_000,
  intervalMs: 300_000,
  repeatMs: 14_400_000,
};

/** The ways of an alert with these labels. */
export function waysOf(
  root: Route | undefined,
  labels: Labels,
): readonly Way[] {
  if (root === undefined) return [];
  return below(root, labels, {
    receiver: "",
    mutes: [],
    grouping: DEFAULTS,
  }) ?? [];
}

/** The ways of a rule's alerts, as far as its own labels tell. */
export function waysOfRule(
  root: Route | undefined,
  { name, labels, receiver, mutes, grouping = {} }: AlertRule,
): readonly Way[] {
  return receiver === undefined
    ? waysOf(root, { ...labels, alertname: name })
    : [{
      receiver,
      mutes,
      grouping: { ...DEFAULTS, ...root?.grouping, ...grouping },
    }];
}

function below(
  route: Route,
  labels: Labels,
  above: Way,
): readonly Way[] | undefined {
  if (!route.matchers.every((one) => matches(one, labels))) return undefined;
  const own: Way = {
    receiver: route.receiver ?? above.receiver,
    // Timings are not inherited: a policy's own hold for it alone.
    mutes: route.mutes,
    grouping: { ...above.grouping, ...route.grouping },
  };
  const found: Way[] = [];
  for (const child of route.routes) {
    const ways = below(child, labels, own);
    if (ways === undefined) continue;
    found.push(...ways);
    if (!child.goesOn) break;
  }
  return found.length > 0 ? found : [own];
}
