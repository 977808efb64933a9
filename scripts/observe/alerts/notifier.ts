/**
 * From alerts to notifications: alerts are put together by labels, and a group
 * is sent once, then when it changes, then from time to time.
 * @see https://prometheus.io/docs/alerting/latest/configuration/#route
 * @module
 */

import { type Alert, keyOf } from "./evaluator.ts";
import { type Route, type Way, waysOf, waysOfRule } from "./routing.ts";

/** A notification for a contact point. */
export interface Notice {
  readonly receiver: string;
  readonly alerts: readonly Alert[];
}

interface Group {
  readonly way: Way;
  readonly firstAt: number;
  sentAt: number | undefined;
  /** Keys of the alerts that were sent as firing. */
  told: ReadonlySet<string>;
  /** Resolved, and not sent yet. */
  readonly ceased: Map<string, Alert>;
}

/** Decides what is sent when. */
export class Notifier {
  readonly #root: Route | undefined;
  readonly #groups = new Map<string, Group>();

  constructor(root: Route | undefined) {
    this.#root = root;
  }

  /**
   * The notifications that are due now.
   * @param ceased alerts that have ceased since the last call
   * @param now wall clock (ms)
   */
  due(
    firing: readonly Alert[],
    ceased: readonly Alert[],
    now: number,
  ): readonly Notice[] {
    const members = new Map<string, Alert[]>();
    for (const alert of firing) {
      for (const way of this.#waysOf(alert)) {
        const key = groupKey(way, alert);
        members.set(key, [...members.get(key) ?? [], alert]);
        if (this.#groups.has(key)) continue;
        this.#groups.set(key, {
          way,
          firstAt: now,
          sentAt: undefined,
          told: new Set(),
          ceased: new Map(),
        });
      }
    }
    for (const alert of ceased) {
      for (const way of this.#waysOf(alert)) {
        this.#groups.get(groupKey(way, alert))?.ceased
          .set(keyOf(alert.labels), alert);
      }
    }
    return [...this.#groups].flatMap(([key, group]) =>
      this.#noticeOf(key, group, { members: members.get(key) ?? [], now })
    );
  }

  #waysOf({ rule, labels }: Alert): readonly Way[] {
    // A rule that names its contact point needs no policy at all.
    const ways = rule.receiver === undefined
      ? waysOf(this.#root, labels)
      : waysOfRule(this.#root, rule);
    return ways.filter(({ mutes }) => mutes.length === 0);
  }

  #noticeOf(
    key: string,
    group: Group,
    { members, now }: {
      readonly members: readonly Alert[];
      readonly now: number;
    },
  ): readonly Notice[] {
    const { way: { receiver, grouping }, sentAt, firstAt, told } = group;
    const keys = new Set(members.map(({ labels }) => keyOf(labels)));
    const ended = [...group.ceased].filter(([one]) =>
      told.has(one) && !keys.has(one)
    ).map(([, alert]) => alert);
    const isNew = [...keys].some((one) => !told.has(one));
    const isDue = sentAt === undefined
      ? now - firstAt >= grouping.waitMs && members.length > 0
      : isNew || ended.length > 0
      ? now - sentAt >= grouping.intervalMs
      : members.length > 0 && now - sentAt >= grouping.repeatMs;
    if (!isDue) {
      const isForgotten = members.length === 0 && ended.length === 0;
      if (isForgotten) this.#groups.delete(key);
      return [];
    }
    group.sentAt = now;
    group.told = keys;
    group.ceased.clear();
    return [{ receiver, alerts: [...members, ...ended] }];
  }
}

function groupKey(
  { receiver, grouping: { by } }: Way,
  { labels }: Alert,
): string {
  const chosen = by.includes("...")
    ? labels
    : Object.fromEntries(by.map((name) => [name, labels[name] ?? ""]));
  return `${receiver} ${keyOf(chosen)}`;
}
