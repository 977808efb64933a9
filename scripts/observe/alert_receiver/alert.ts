/**
 * Alerts as Grafana and Alertmanager send them to a webhook, and what the alert receiver
 * keeps of them.
 * @module
 */

import { z } from "zod";

const Texts = z.record(z.string(), z.string());

const Sent = z.object({
  status: z.enum(["firing", "resolved"]),
  labels: Texts,
  annotations: Texts.default({}),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }).optional(),
  /** Grafana's figures: query by query, at the moment of the evaluation. */
  values: z.record(z.string(), z.number()).nullish(),
});

/**
 * A notification: one group of alerts. Fields that the alert receiver has no use for
 * are let through.
 * @see https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export const Notification = z.looseObject({
  receiver: z.string().default(""),
  alerts: z.array(Sent).min(1, "must have at least one alert"),
}, { error: "must be a JSON object" });
export type Notification = z.infer<typeof Notification>;

/** An alert that has arrived. */
export interface Alert {
  /** Counts up from 1. */
  readonly number: number;
  /** RFC 3339. */
  readonly receivedAt: string;
  /** The contact point's name. */
  readonly receiver: string;
  readonly name: string;
  readonly status: "firing" | "resolved";
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** RFC 3339; when it began to fire, by its sender. */
  readonly startsAt: string;
  /** RFC 3339; only when it is resolved. */
  readonly endsAt?: string;
  readonly values?: Readonly<Record<string, number>>;
}

/** Most alerts that are kept; the oldest go first. */
export const MAX_KEPT = 1000;

/** The received alerts, the newest first. */
export class ReceivedAlerts {
  #alerts: readonly Alert[] = [];
  #count = 0;

  /** Takes a notification in. @param now wall clock (ms) */
  take({ receiver, alerts }: Notification, now: number): readonly Alert[] {
    const receivedAt = new Date(now).toISOString();
    const taken = alerts.map((sent): Alert => ({
      number: ++this.#count,
      receivedAt,
      receiver,
      name: sent.labels.alertname ?? "(without a name)",
      status: sent.status,
      labels: sent.labels,
      annotations: sent.annotations,
      startsAt: sent.startsAt,
      ...sent.status === "resolved" && sent.endsAt !== undefined
        ? { endsAt: sent.endsAt }
        : {},
      ...sent.values ? { values: sent.values } : {},
    }));
    this.#alerts = [...taken.toReversed(), ...this.#alerts].slice(0, MAX_KEPT);
    return taken;
  }

  /** All that is kept, the newest first. */
  all(): readonly Alert[] {
    return this.#alerts;
  }

  /** Throws away what is kept; the numbers go on. */
  clear(): void {
    this.#alerts = [];
  }
}
