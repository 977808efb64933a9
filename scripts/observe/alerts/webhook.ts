/**
 * A notification on its way to a webhook.
 * @module
 */

import type { Alert } from "./evaluator.ts";
import type { Notice } from "./notifier.ts";
import type { ContactPoint } from "./routing.ts";
import { filled } from "./template.ts";

/** Longest wait for the receiver (ms). */
const TIMEOUT_MS = 5000;

/** The message that Grafana and Alertmanager send. */
function bodyOf({ receiver, alerts }: Notice): unknown {
  return {
    receiver,
    status: alerts.some(({ endsAt }) => endsAt === undefined)
      ? "firing"
      : "resolved",
    alerts: alerts.map(sentAlert),
  };
}

function sentAlert(
  { rule, labels, value, startsAt, endsAt }: Alert,
): Readonly<Record<string, unknown>> {
  const [query = "A"] = rule.queries.keys();
  const values = { [query]: value };
  return {
    status: endsAt === undefined ? "firing" : "resolved",
    labels,
    annotations: Object.fromEntries(
      Object.entries(rule.annotations).map((
        [name, text],
      ) => [name, filled(text, { labels, values, dialect: rule.dialect })]),
    ),
    startsAt: new Date(startsAt).toISOString(),
    ...endsAt === undefined ? {} : { endsAt: new Date(endsAt).toISOString() },
    values,
  };
}

/** Names by which containers know each other are this machine to others. */
export function fromHere(url: string): string {
  const address = new URL(url);
  const isContainer = !address.hostname.includes(".") &&
    address.hostname !== "localhost" && !address.hostname.startsWith("[");
  if (isContainer || address.hostname === "host.docker.internal") {
    address.hostname = "127.0.0.1";
  }
  return address.href;
}

/**
 * Sends it to all webhooks of its receiver; how many have taken it. A contact
 * point that does not want to hear of ends receives only the firing alerts.
 */
export async function deliver(
  { receiver, alerts }: Notice,
  contacts: readonly ContactPoint[],
  fetch: typeof globalThis.fetch,
): Promise<number> {
  const contact = contacts.find(({ name }) => name === receiver);
  const told = contact?.tellsEnd === false
    ? alerts.filter(({ endsAt }) => endsAt === undefined)
    : alerts;
  if (contact === undefined || told.length === 0) return 0;
  const body = bodyOf({ receiver, alerts: told });
  const answers = await Promise.all(
    contact.webhooks.map((url) => post(fromHere(url), body, fetch)),
  );
  return answers.filter(Boolean).length;
}

/** Whether the receiver has taken it. */
export async function post(
  url: string,
  body: unknown,
  fetch: typeof globalThis.fetch,
): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false; // nothing listens there: the caller counts
  }
}
