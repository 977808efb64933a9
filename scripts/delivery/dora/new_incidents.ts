/**
 * Which of the alert receiver's pages the delivery log does not have yet.
 * @module
 */

import { z } from "zod";
import type { Incident } from "./delivery_log.ts";

const received = z.object({
  alerts: z.array(z.object({
    name: z.string(),
    status: z.enum(["firing", "resolved"]),
    labels: z.record(z.string(), z.string()),
    startsAt: z.iso.datetime({ offset: true }),
    endsAt: z.iso.datetime({ offset: true }).optional(),
  })),
});

/**
 * The pages that were resolved and that `known` lacks, each once: an alert that
 * several contact points received, or that was sent again, is one incident.
 * `severity: page` is what wakes a person.
 * @param answer what the alert receiver's `/alerts` answered
 * @throws {z.ZodError} when that is no list of alerts
 */
export function newIncidents(
  answer: unknown,
  known: readonly Incident[],
): readonly Incident[] {
  const added: Incident[] = [];
  for (const alert of received.parse(answer).alerts) {
    const { name, status, labels, startsAt, endsAt } = alert;
    if (status !== "resolved" || labels.severity !== "page") continue;
    const startedAt = Date.parse(startsAt);
    const isKnown = [...known, ...added].some((one) =>
      one.name === name && one.startedAt === startedAt
    );
    if (isKnown) continue;
    added.push({
      kind: "incident",
      name,
      startedAt,
      endedAt: endsAt === undefined ? null : Date.parse(endsAt),
      drill: labels.drill === "true",
    });
  }
  return added;
}
