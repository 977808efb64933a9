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
import { recordOf } from "./incident_check.ts";
import { apart, lengthIn, rowsIn, shown, timeIn } from "./times_in_text.ts";

const FILE = "submissions/postmortem.md";

/** How far a time may be from the record's (s). */
const NEAR_S = 30;

/** How far from the incident a line of the timeline may be (s). */
const AROUND_S = 3600;

/** Parts of a postmortem, by the words of their headings. */
const SECTIONS = {
  summary: /summary/i,
  timeline: /timeline/i,
  causes: /cause|contributing/i,
  "what went well": /well|right|lucky/i,
  "what went badly": /badly|wrong|could be better|improve/i,
  "action items": /action/i,
} as const;

/** What an action does. */
const KINDS = /\b(prevent|detect|notice|mitigat|recover)\w*/i;

/** Words that look for somebody in the place of something. */
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
    "of customers as recorded; 3 actions with owner, date and kind; nobody is blamed";
  const sections = sectionsIn(text);
  const missing = Object.entries(SECTIONS).filter(([, heading]) =>
    textOf(sections, heading).trim() === ""
  ).map(([name]) => name);
  const duration = lengthIn(/^\W*Duration\W*(.+)$/im.exec(text)?.[1] ?? "");
  const lasted = Math.round((ended - began) / 1000);
  const numbers = [
    ...text.matchAll(
      /\b(\d+)\b(?=[^.\n|]*\b(?:payments?|customers?|pays)\b)/gi,
    ),
  ]
    .map(([, number]) => Number(number));
  const actions = rowsIn(textOf(sections, SECTIONS["action items"])).filter((
    row,
  ) =>
    row.length >= 4 && row.every((cell) => cell !== "") &&
    /\b20\d\d-\d\d-\d\d\b/.test(row.join(" ")) && KINDS.test(row.join(" "))
  );
  const problems = [
    missing.length > 0 && `it lacks ${missing.join(", ")}`,
    !/\bSEV\W?[1-4]\b/i.test(text) && "it has no severity, SEV 1 to SEV 4",
    ...timelineProblems(textOf(sections, SECTIONS.timeline), times),
    (duration === undefined || Math.abs(duration - lasted) > NEAR_S) &&
    `Duration is ${duration ?? "no number of"} s, recorded are ${lasted} s`,
    !numbers.some((one) =>
      Math.abs(one - failed) <= Math.max(1, 0.1 * failed)
    ) &&
    `${failed} payments failed, and it does not say so`,
    actions.length < 3 && `${actions.length} complete actions of 3`,
    BLAME.test(text) &&
    `it says "${BLAME.exec(text)?.[0]}": what made it likely?`,
  ].filter((words) => words !== false);
  const measured =
    `${lasted} s recorded, ${failed} payments failed, ${actions.length} actions`;
  return problems.length === 0
    ? pass(measured, bound, { times, duration, actions: actions.length })
    : fail(problems.join("; "), bound, FILE, { times, duration });
}

function timelineProblems(timeline: string, times: Times): readonly string[] {
  const { began, paged, ended, resolved } = times;
  const lines = timeline.split("\n").map(timeIn).filter((time) =>
    time !== undefined
  );
  const moments = { began, paged, ended, resolved };
  const unseen = Object.entries(moments).filter(([, at]) =>
    at !== undefined && !lines.some((time) => apart(time, at) <= NEAR_S)
  ).map(([name, at]) => `${name} at ${shown(at ?? 0)} UTC`);
  const strange = lines.filter((time) =>
    apart(time, began) > AROUND_S && apart(time, resolved ?? ended) > AROUND_S
  );
  const isOrdered = lines.every((time, index) => {
    const step = time - (lines[index - 1] ?? time);
    return step >= 0 || step < -43_200; // past midnight
  });
  return [
    ...unseen.length > 0 ? [`the timeline has no ${unseen.join(", ")}`] : [],
    ...strange.length > 0 ? [`${strange.length} times are of another day`] : [],
    ...isOrdered ? [] : ["the timeline is not in order"],
    ...lines.length < 5
      ? [`the timeline has ${lines.length} moments of 5`]
      : [],
  ];
}

/** Text below each heading. */
function sectionsIn(text: string): ReadonlyMap<string, string> {
  const parts = text.split(/^#+\s+(.*)$/m);
  const found = new Map<string, string>();
  for (let i = 1; i < parts.length; i += 2) {
    found.set(parts[i] ?? "", parts[i + 1] ?? "");
  }
  return found;
}

function textOf(
  sections: ReadonlyMap<string, string>,
  heading: RegExp,
): string {
  return [...sections].filter(([name]) => heading.test(name)).map(([, text]) =>
    text
  ).join("\n");
}
