/**
 * A postmortem held against what was recorded.
 * @module
 */

import { type Times, timesOf } from "../../scripts/observe/alerts/mod.ts";
import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  couldBe,
  numbersIn,
  plainText,
  readReport,
  timeIn,
  type TimeReading,
} from "../../scripts/checks/report_fields/mod.ts";
import { recordOf } from "./incident_check.ts";
import { type Action, actionOf, actionsIn } from "./postmortem_actions.ts";
import { POSTMORTEM_FIELDS } from "./postmortem_fields.ts";
import {
  durationOf,
  type Facts,
  timelineProblems,
} from "./postmortem_times.ts";
import { otherParts, PARTS, postmortemParts } from "./postmortem_parts.ts";

const FILE = "submissions/postmortem.md";

/** Words that look for a person in the place of a cause. */
const BLAME =
  /\b(?:forgot|careless\w*|negligen\w*|incompeten\w*|should have known|human error)\b/i;

/**
 * The words that turn them into their opposite, somewhere before in the
 * sentence.
 */
const DENIES =
  /\b(?:no|not|nobody|no one|never|without|rather than|instead of|nor|isn't|wasn't)\b/i;

/** Step 6.7. */
export const postmortem: Check = {
  id: "6.7",
  task: 2,
  title:
    "a postmortem whose times are those of the alert receiver and of Prometheus",
  hints: [
    "Which time or number in your postmortem is not one that record printed?",
    "A postmortem describes the system and not a person (Lecture 6, slide 16), and its " +
    "actions have owners and dates. Times are in UTC and in order.",
    "An action: | Refuse a failure rate above 0 in production | payments team | " +
    "2027-01-15 | prevent |.",
  ],
  measures:
    "parts, times, duration, failed payments and actions of the postmortem against the sealed record",
  tool: "report fields, Markdown parser",
  catches: [
    "times, a duration or a number that were never measured",
    "a timeline out of order or with fewer than five moments",
    "actions without owner, date or kind; a date in the past",
    "a person who is blamed",
  ],
  async run(context) {
    const text = await context.read(FILE);
    if (text === undefined) {
      return notStarted(`there is no ${FILE}`, "step 6.7");
    }
    const record = await recordOf(context);
    if ("verdict" in record) return record;
    const times = timesOf(record);
    return times === undefined
      ? couldNotVerify(
        "the record of step 6.6 has no incident",
        "a record with the times of your incident",
        "step 6.6",
      )
      : evaluatePostmortem(text, times);
  },
};

/** Evaluates its text. */
export function evaluatePostmortem(text: string, times: Times): Finding {
  const { began, ended, failed } = times;
  const facts = readReport(text, POSTMORTEM_FIELDS);
  const parts = postmortemParts(text);
  const filled: Readonly<Record<string, boolean>> = {
    timeline: facts.timeline.state === "read",
    "action items": facts.action_items.state === "read",
  };
  const missing = PARTS.filter((part) =>
    parts[part].trim() === "" && filled[part] !== true
  );
  const lasted = Math.round((ended - began) / 1000);
  const duration = durationOf(facts.duration, lasted);
  const actions = actionsOf(facts.action_items, parts["action items"], began);
  const complete = actions.filter(({ lacks }) => lacks.length === 0).length;
  const blame = blameIn(text);
  const unread = [
    ...duration.unread === undefined ? [] : [duration.unread],
    ...missing.length > 3 && otherParts(text) >= missing.length
      ? [
        `the headings of ${
          missing.join(", ")
        } cannot be read; use these words, ` +
        "also beside your own",
      ]
      : [],
  ];
  const problems = [
    missing.length > 0 && unread.every((words) => !/headings/.test(words)) &&
    `it lacks ${missing.join(", ")}: each has a heading of its own`,
    !hasSeverity(text, facts.severity) && "it has no severity, such as SEV 2",
    ...timelineProblems(timesOfTimeline(facts.timeline, parts.timeline), times),
    ...duration.problem === undefined ? [] : [duration.problem],
    !saysFailed(text, facts.failed_payments, failed) &&
    "it does not say how many payments failed, as deno task alerts record printed it",
    complete < 3 && `${complete} of 3 complete actions` + wanting(actions),
    blame !== undefined &&
    `it blames a person: "${blame}"; write what made the mistake likely`,
  ].filter((words) => words !== false);
  const measured =
    `${lasted} s recorded, ${failed} payments failed, ${complete} actions`;
  const samples = { times, duration: duration.seconds, actions: complete };
  if (unread.length > 0) {
    return couldNotVerify([...unread, ...problems].join("; "), BOUND, FILE);
  }
  return problems.length === 0
    ? pass(measured, BOUND, samples)
    : fail(problems.join("; "), BOUND, FILE, samples);
}

const BOUND =
  "six parts; times within 20 s of the record, in order; duration and number of " +
  "failed payments as recorded; 3 actions with owner, date and kind; no person is blamed";

function hasSeverity(text: string, said: Facts["severity"]): boolean {
  const level = /(?<![\p{L}\d])(?:SEV(?:ERITY)?|S|P)?\W{0,3}[1-4]\b/iu;
  return said.state === "read" && level.test(said.value) ||
    /\b(?:SEV(?:ERITY)?|S|P)\W{0,4}[1-4]\b/i.test(plainText(text));
}

/**
 * A word of blame that its sentence does not deny and that is not a quotation.
 */
function blameIn(text: string): string | undefined {
  const sentences = text.split("\n").filter((line) => !/^\s*>/.test(line))
    .join("\n").replaceAll(/"[^"\n]*"|“[^”]*”|«[^»]*»|`[^`]*`/g, "")
    .split(/(?<=[.!?;:|])\s|\n\s*\n/);
  return sentences.flatMap((one) => {
    const found = BLAME.exec(one);
    return found === null || DENIES.test(one.slice(0, found.index))
      ? []
      : [found[0]];
  })[0];
}

function actionsOf(
  said: Facts["action_items"],
  section: string,
  after: number,
): readonly Action[] {
  const found = section.trim() === "" ? [] : actionsIn(section, after);
  return found.length > 0 || said.state !== "read"
    ? found
    : said.value.map(({ texts }) => actionOf(texts, after));
}

/** Its moments, from the part itself or else from the structured one. */
function timesOfTimeline(
  said: Facts["timeline"],
  timeline: string,
): readonly TimeReading[] {
  const found = timeline.split("\n").flatMap((line) => timeIn(line) ?? []);
  return found.length > 0 || said.state !== "read"
    ? found
    : said.value.flatMap(({ values }) => values.time ?? []);
}

function saysFailed(
  text: string,
  said: Facts["failed_payments"],
  failed: number,
): boolean {
  return said.state === "read" &&
      couldBe(said.value, failed, { relative: 0.1, absolute: 1 }) ||
    mentions(text, failed);
}

/** The number of failed payments, within a tenth, anywhere in the text. */
function mentions(text: string, failed: number): boolean {
  // Times, dates and durations are full of other numbers.
  const plain = plainText(text).replaceAll(
    /\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?|\d{1,2}:\d\d(?::\d\d)?|[\d.,]+ ?%/g,
    " ",
  );
  return numbersIn(plain).some(({ values }) =>
    values.some((one) => Math.abs(one - failed) <= Math.max(1, 0.1 * failed))
  );
}

/** The missing parts of the first incomplete action. */
function wanting(actions: readonly Action[]): string {
  const [first] = actions.filter(({ lacks }) => lacks.length > 0);
  return first === undefined
    ? ": a row or an entry each, with what, owner, date and kind"
    : `: "${first.text.slice(0, 60)}" has no ${first.lacks.join(", no ")}`;
}
