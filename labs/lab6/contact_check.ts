/**
 * A contact point that a test notification really reaches.
 * @module
 */

import {
  ALERT_RECEIVER,
  type ContactPoint,
  fromHere,
  post,
  readAlerting,
  receivedAlerts,
} from "../../scripts/observe/alerts/mod.ts";
import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";

const NAME = CONTACT_POINT;

import { CONTACT_POINT, FOLDER } from "./alerting.ts";

/** The result of a test notification. */
export interface Delivered {
  /** Where it was sent, as the file says. */
  readonly url: string;
  /** The receiver said that it has it. */
  readonly isTaken: boolean;
  /** It is in the alert receiver. */
  readonly isThere: boolean;
}

/** Step 6.2. */
export const contact: Check = {
  id: "6.2",
  task: 1,
  title:
    "a test notification to the contact point arrives in the alert receiver",
  hints: [
    "To which address would Grafana send an alert now, and does a program listen there?",
    "A contact point has a name, a type and the settings of that type. Inside Compose the " +
    "receiver's name is its host. curl -s http://localhost:8086/alerts lists what " +
    "arrived.",
    "A webhook to a chat bot: type: webhook, settings: { url: " +
    "http://chat-bot:9000/hooks/alerts }.",
  ],
  measures: "whether a test notification, sent to each webhook, arrives",
  tool: "the alert receiver over HTTP",
  catches: ["another host, port or path", "mail in the place of a webhook"],
  async run(context) {
    const { contacts, problems } = await readAlerting(context);
    if (problems.length > 0) {
      return fail(problems.join("; "), "files that can be read", FOLDER);
    }
    const found = contacts.find(({ name }) => name === NAME);
    if (found === undefined) return evaluateContact(found, []);
    const receiver = context.env("ALERT_RECEIVER_URL") ?? ALERT_RECEIVER;
    await receivedAlerts(receiver); // without one nothing can be said
    const delivered = await Promise.all(
      found.webhooks.map((url) => send(url, receiver)),
    );
    return evaluateContact(found, delivered);
  },
};

/** Sends what Grafana's own Test button sends, with a unique name. */
async function send(url: string, receiver: string): Promise<Delivered> {
  const name = `Test ${crypto.randomUUID()}`;
  const alert = {
    status: "firing",
    labels: { alertname: name, severity: "test" },
    annotations: { summary: "A test of the contact point" },
    startsAt: new Date(0).toISOString(),
  };
  const address = URL.canParse(url) ? fromHere(url) : undefined;
  const isTaken = address !== undefined &&
    await post(address, { receiver: NAME, alerts: [alert] }, fetch);
  const alerts = await receivedAlerts(receiver);
  return { url, isTaken, isThere: alerts.some((one) => one.name === name) };
}

/** Evaluates the contact point and what it was sent. */
export function evaluateContact(
  point: ContactPoint | undefined,
  delivered: readonly Delivered[],
): Finding {
  const bound =
    `${NAME} is a webhook; what is sent to it is in the alert receiver`;
  if (point === undefined) {
    return notStarted(
      `there is no contact point ${NAME} in ${FOLDER}`,
      "step 6.2",
    );
  }
  const measured =
    delivered.map(({ url, isTaken, isThere }) =>
      `${url}: ${
        isThere
          ? "received"
          : isTaken
          ? "taken, but by another program"
          : "no program took it"
      }`
    ).join("; ") || "the contact point has no webhook";
  return delivered.some(({ isThere }) => isThere)
    ? pass(measured, bound, delivered)
    : fail(
      measured,
      bound,
      "the url of the webhook (scheme, host, port, path), and step 6.2",
      delivered,
    );
}
