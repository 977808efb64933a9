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
  durationIn,
  numbersIn,
  plainText,
  secondsApart,
  timeIn,
} from "../../scripts/checks/report_fields/mod.ts";
import { recordOf } from "./incident_check.ts";
import { type Action, actionsIn } from "./postmortem_actions.ts";
import { PARTS, postmortemParts } from "./postmortem_parts.ts";

const FILE = "submissions/postmortem.md";

/** How far a time may be from the record's (s). */
const NEAR_S = 30;

/** How far from the incident a line of the timeline may be (s). */
const AROUND_S = 3600;

/** Words that look for a person in the place of a cause. */
const BLAME =
  /\b(forgot|careless\w*|negligen\w*|incompeten\w*|should have known|human error)\b/i;

/** Step 6.7. */
export const postmortem: Check = {
  id: "6.7",
  task: 2,
  title:
    "a postmortem whose times are those of the alert receiver and of Prometheus",
  hints: [
    "submissions/postmortem.md with Date, Duration, Severity, and a heading for each part.",
    "Timeline: one row a moment, in UTC, in order; it has the four that record prints.",
    "Action items: a table with action, owner (a role), date as YYYY-MM-DD, and prevent, detect " +
    "or recover.",
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
        "the record has no incident",
        "times to compare with",
        "step 6.6",
      )
      : evaluatePostmortem(text, times);
  },
};

/** Evaluates its text. */
export function evaluatePostmortem(text: string, times: Times): Finding {
  const { began, ended, failed } = times;
  const bound =
    "six parts; times within half a minute of the record, in order; duration and number " +
    "of failed payments as recorded; 3 actions with owner, date and kind; nobody is blamed";
  const parts = postmortemParts(text);
  const missing = PARTS.filter((part) => parts[part].trim() === "");
  const lasted = Math.round((ended - began) / 1000);
  const duration = durationOf(text, lasted);
  const actions = actionsIn(parts["action items"]);
  const complete = actions.filter(({ lacks }) => lacks.length === 0).length;
  const problems = [
    missing.length > 0 &&
    `it lacks ${missing.join(", ")}: each has a heading of its own`,
    !/\b(?:SEV(?:ERITY)?|S|P)\W?[1-4]\b/i.test(plainText(text)) &&
    "it has no severity, such as SEV 2",
    ...timelineProblems(parts.timeline, times),
    ...duration.problem === undefined ? [] : [duration.problem],
    !mentions(text, failed) &&
    "no number in it is that of the failed payments, as record printed it",
    complete < 3 && `${complete} complete actions of 3` + wanting(actions),
    BLAME.test(text) &&
    `it says "${BLAME.exec(text)?.[0]}": what made it likely?`,
  ].filter((words) => words !== false);
  const measured =
    `${lasted} s recorded, ${failed} payments failed, ${complete} actions`;
  const samples = { times, duration: duration.seconds, actions: complete };
  return problems.length === 0
    ? pass(measured, bound, samples)
    : fail(problems.join("; "), bound, FILE, samples);
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

/** What the first incomplete action is short of. */
function wanting(actions: readonly Action[]): string {
  const [first] = actions.filter(({ lacks }) => lacks.length > 0);
  return first === undefined
    ? ": a row or an entry each, with what, owner, date and kind"
    : `: "${first.text.slice(0, 60)}" has no ${first.lacks.join(", no ")}`;
}

function durationOf(
  text: string,
  lasted: number,
): { readonly seconds?: number; readonly problem?: string } {
  const line = text.split("\n").map(plainText).map((one) =>
    /(?:^|\P{L})(?:duration|dauer|durée|duración|продолжительность|длительность|持续时间)[^\p{L}\d]+(.+)$/iu
      .exec(one)?.[1]
  ).find((rest) => rest !== undefined);
  if (line === undefined) {
    return {
      problem: "it has no line Duration, such as: Duration: 2 min 10 s",
    };
  }
  const values = durationIn(line)?.values;
  if (values === undefined) {
    return {
      problem: `Duration: "${line.slice(0, 40)}" cannot be read; write it ` +
        "such as 2 min 10 s, 2:10 or 130 s",
    };
  }
  const seconds =
    values.toSorted((a, b) => Math.abs(a - lasted) - Math.abs(b - lasted))[0] ??
      0;
  return Math.abs(seconds - lasted) <= NEAR_S ? { seconds } : {
    seconds,
    problem:
      `Duration is ${seconds} s, which is not from the first failure to ` +
      "the last one of the record",
  };
}

function timelineProblems(timeline: string, times: Times): readonly string[] {
  const { began, paged, ended, resolved } = times;
  const lines = timeline.split("\n").flatMap((line) => timeIn(line) ?? []);
  const moments = { began, paged, ended, resolved };
  const unseen = Object.entries(moments).filter(([, at]) =>
    at !== undefined && !lines.some((time) => secondsApart(time, at) <= NEAR_S)
  ).map(([name]) => name);
  const strange = lines.filter((time) =>
    secondsApart(time, began) > AROUND_S &&
    secondsApart(time, resolved ?? ended) > AROUND_S
  );
  const isOrdered = lines.every(({ secondOfDay }, index) => {
    const step = secondOfDay - (lines[index - 1]?.secondOfDay ?? secondOfDay);
    return step >= 0 || step < -43_200; // past midnight
  });
  return [
    ...unseen.length > 0
      ? [
        `no time in the timeline is when the record has ${unseen.join(", ")} ` +
        "(in UTC, such as 09:30:15)",
      ]
      : [],
    ...strange.length > 0
      ? [
        `${
          strange.map(({ text }) => text).join(", ")
        } is more than an hour away`,
      ]
      : [],
    ...isOrdered ? [] : ["the timeline is not in order"],
    ...lines.length < 5
      ? [`the timeline has ${lines.length} moments of 5`]
      : [],
  ];
}
