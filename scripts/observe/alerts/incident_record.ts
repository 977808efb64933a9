/**
 * The record of an incident: what the alert receiver received, what Prometheus counted,
 * and what was predicted. A tool writes it, and a later change is noticed.
 * @module
 */

import { z } from "zod";
import { kindOf } from "./alert_rule.ts";
import { received } from "./alert_receiver_client.ts";

/** Where a student's is. */
export const RECORD = "submissions/lab6-incident.json";

/** Where the prediction is. */
export const PREDICTION = "submissions/lab6-prediction.json";

/** "The page will come within ...", said before the incident. */
export const predictionSchema = z.strictObject({
  // The second name is in records that were sealed before it changed.
  schema: z.enum(["quickticket-prediction/1", "quickticket-foretold/1"]),
  at: z.iso.datetime(),
  mttdSeconds: z.number().positive(),
});

/** A prediction. */
export type Prediction = z.infer<typeof predictionSchema>;

/** Sums of the counters at a moment. */
const sample = z.strictObject({
  /** RFC 3339. */
  at: z.iso.datetime(),
  /** Requests to pay, since the gateway began. */
  pays: z.number(),
  /** Of these, answered with a server error. */
  failed: z.number(),
});

/** A record; `foretold` is what sealed records of before call `predicted`. */
export const recordSchema = z.strictObject({
  schema: z.literal("quickticket-incident-record/1"),
  at: z.iso.datetime(),
  predicted: predictionSchema.nullable().optional(),
  foretold: predictionSchema.nullable().optional(),
  alerts: z.array(received),
  samples: z.array(sample),
}).transform(({ foretold = null, predicted = foretold, ...record }) => ({
  ...record,
  predicted,
}));

/** A record. */
export type IncidentRecord = z.infer<typeof recordSchema>;

/** The times of an incident (ms since 1970), and what it did. */
export interface Times {
  /** Name of the alert that paged. */
  readonly alert: string;
  readonly receiver: string;
  /** The last look at which nothing had failed yet. */
  readonly began: number;
  /** The page was received. */
  readonly paged: number;
  /** The last look at which more had failed than before. */
  readonly ended: number;
  /** The page's end was received; undefined: it was not. */
  readonly resolved: number | undefined;
  /** Customers who could not pay. */
  readonly failed: number;
  /** Customers who tried to pay meanwhile. */
  readonly pays: number;
}

/** Failures so far apart belong to different incidents (ms). */
const APART_MS = 120_000;

/** The last incident that paged; undefined: none did while something failed. */
export function timesOf(
  { alerts, samples }: IncidentRecord,
): Times | undefined {
  const pages = alerts.filter(({ labels }) => kindOf(labels) === "page")
    .toSorted((a, b) => a.number - b.number);
  for (const span of failingSpans(samples).toReversed()) {
    const page = pages.find(({ status, receivedAt }) =>
      status === "firing" && at(receivedAt) >= span.began &&
      at(receivedAt) <= span.ended + APART_MS
    );
    if (page === undefined) continue;
    const end = pages.find(({ status, name, number }) =>
      status === "resolved" && name === page.name && number > page.number
    );
    return {
      alert: page.name,
      receiver: page.receiver,
      ...span,
      paged: at(page.receivedAt),
      resolved: end === undefined ? undefined : at(end.receivedAt),
    };
  }
  return undefined;
}

type Span = Pick<Times, "began" | "ended" | "failed" | "pays">;

/** Stretches in which requests failed. */
function failingSpans(samples: IncidentRecord["samples"]): readonly Span[] {
  const spans: Span[] = [];
  for (const [index, now] of samples.entries()) {
    const before = samples[index - 1];
    if (before === undefined) continue;
    const failed = Math.max(0, now.failed - before.failed);
    const pays = Math.max(0, now.pays - before.pays);
    if (failed === 0) continue;
    const open = spans.at(-1);
    const isSame = open !== undefined && at(before.at) - open.ended < APART_MS;
    const span = isSame
      ? open
      : { began: at(before.at), ended: 0, failed: 0, pays: 0 };
    if (isSame) spans.pop();
    spans.push({
      began: span.began,
      ended: at(now.at),
      failed: span.failed + failed,
      pays: span.pays + pays,
    });
  }
  return spans;
}

function at(text: string): number {
  return Date.parse(text);
}
