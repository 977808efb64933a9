/**
 * Where pages go, and what the person who receives them reads.
 * @module
 */

import {
  type Alerting,
  type AlertRule,
  filled,
  kindOf,
  readAlerting,
  rendered,
  waysOfRule,
} from "../../scripts/observe/alerts/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import { CONTACT_POINT, FOLDER, problemOf, runbookOf } from "./alerting.ts";

/** Longest time that a policy may collect alerts before it tells the first (ms). */
const WAIT_MS = 60_000;

/** Least time until a policy may say the same again (ms). */
const REPEAT_MS = 300_000;

/** Step 6.4. */
export const routed: Check = {
  id: "6.4",
  task: 1,
  title: "each page reaches a person, shows a number, and names its runbook",
  hints: [
    "If this alert fires at night, which path does it take until it reaches a person?",
    "The policy's receiver must be the name of a contact point. group_wait adds to the " +
    "time to detect (Lecture 6, slide 5). A template names the query whose value it " +
    "prints.",
    "A disk alert: summary: 'The disk is {{ printf \"%.0f\" $values.A.Value }} % full', " +
    "runbook: monitoring/runbooks/disk.md.",
  ],
  measures:
    "receiver, grouping, waits, repeats and mutes of each page, and the sentence of its summary",
  tool: "Prometheus's template engine (promtool), YAML library",
  catches: [
    "a policy that leads elsewhere, mutes or waits",
    "group_by without alertname, or '...'",
    "a debug string, a missing refId, a template that fails",
    "a runbook that is not there",
  ],
  async run(context) {
    const alerting = await readAlerting(context);
    const unreadable = problemOf(alerting);
    if (unreadable !== undefined) return unreadable;
    const documents = await context.files(/\.md$/);
    return evaluateRouting(
      alerting,
      documents,
      await sentencesOf(alerting.rules, context),
    );
  },
};

/** The text of each rule's summary; empty where there is no promtool. */
async function sentencesOf(
  rules: readonly AlertRule[],
  context: CheckContext,
): Promise<ReadonlyMap<AlertRule, string>> {
  try {
    return await rendered(rules, "summary", context);
  } catch (error) {
    if (!(error instanceof CouldNotRun)) throw error;
    return new Map(); // our own reader of templates knows the usual forms
  }
}

/** Evaluates where pages go and what they say. */
export function evaluateRouting(
  alerting: Pick<Alerting, "rules" | "contacts" | "root">,
  documents: readonly string[],
  sentences: ReadonlyMap<AlertRule, string> = new Map(),
): Finding {
  const { rules, contacts, root } = alerting;
  const own = contacts.find(({ name }) => name === CONTACT_POINT);
  const bound =
    "each page reaches the webhook of the contact point within a minute, grouped by " +
    "alertname, repeated after five minutes or more; nothing mutes it; its end is " +
    "sent, too; its summary shows a value, its runbook is there";
  const pages = rules.filter(({ labels }) => kindOf(labels) === "page");
  if (
    root === undefined && pages.every(({ receiver }) => receiver === undefined)
  ) {
    return notStarted(`there is no policy in ${FOLDER}`, "step 6.4");
  }
  const problems = pages.flatMap((rule) => {
    const ways = waysOfRule(root, rule);
    const found = contacts.filter(({ name, webhooks }) =>
      ways.some(({ receiver }) => receiver === name) &&
      webhooks.some((url) => own?.webhooks.includes(url) ?? true)
    );
    const wait = Math.min(...ways.map(({ grouping }) => grouping.waitMs));
    const names = ways.map(({ receiver }) => receiver).join(", ") ||
      "no receiver";
    return [
      [
        found.length === 0,
        `goes to ${names}, which is no contact point with the webhook of ` +
        CONTACT_POINT,
      ],
      [
        found.length > 0 && !found.some((one) => one.tellsEnd),
        "its end is never sent",
      ],
      [rule.isPaused, "is paused"],
      [ways.some(({ mutes }) => mutes.length > 0), "can be muted by a timing"],
      [
        rule.receiver === undefined &&
        ways.some(({ grouping: { by } }) => !by.includes("alertname")),
        "is not grouped by alertname" +
        (ways.some(({ grouping: { by } }) => by.includes("..."))
          ? ": '...' makes a group of each alert"
          : ""),
      ],
      [
        ways.some(({ grouping }) => grouping.repeatMs < REPEAT_MS),
        "is repeated more often than every five minutes",
      ],
      [ways.length > 0 && wait > WAIT_MS, `waits ${wait / 1000} s for others`],
      [
        !saysNumber(rule, sentences.get(rule)),
        `its summary shows no value of a query: ${
          JSON.stringify(sentenceOf(rule, sentences.get(rule)).slice(0, 120))
        }`,
      ],
      [
        runbookOf(rule, documents) === undefined,
        "names no runbook that is there",
      ],
    ].flatMap(([isWrong, words]) => isWrong ? [`${rule.name} ${words}`] : []);
  });
  const measured = pages.map((rule) =>
    `${rule.name} to ${
      waysOfRule(root, rule).map(({ receiver }) => receiver).join(", ")
    }`
  ).join("; ");
  return problems.length === 0
    ? pass(measured, bound, { pages: pages.map(({ name }) => name) })
    : fail(
      problems.join("; "),
      bound,
      `the policies, contact points and annotations in ${FOLDER}, and step 6.4`,
    );
}

/** The text that a person would read. */
function sentenceOf(
  { annotations, values, labels, dialect }: AlertRule,
  sentence: string | undefined,
): string {
  return sentence ??
    filled(annotations.summary ?? "", { labels, values, dialect });
}

/** True when the sentence has the example's value in it, and no debug text. */
function saysNumber(rule: AlertRule, sentence: string | undefined): boolean {
  const text = sentenceOf(rule, sentence);
  return /\b42/.test(text) &&
    !/\[ var=|\[no value\]|<no value>|<error |%!/.test(text);
}
