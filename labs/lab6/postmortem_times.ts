/**
 * Duration and timeline of a postmortem, held against what was recorded.
 * @module
 */

import type { Times } from "../../scripts/observe/alerts/mod.ts";
import {
  nearest,
  type Results,
  secondsApart,
  type TimeReading,
  timesIn,
} from "../../scripts/checks/report_fields/mod.ts";
import type { POSTMORTEM_FIELDS } from "./postmortem_fields.ts";

/** The facts of a postmortem, as they were read. */
export type Facts = Results<typeof POSTMORTEM_FIELDS.fields>;

/** How far a time may be from the record's (s). */
const NEAR_S = 20;

/** How far a duration may be that is rounded to minutes, or that is not (s). */
const ROUNDED_S = 30;
const EXACT_S = 15;

/** How far from the incident a line of the timeline may be (s). */
const AROUND_S = 3600;

/** "19:46:57 → 19:48:32" lasts as long as lies between. */
function spanIn(
  text: string,
): { readonly values: readonly number[] } | undefined {
  const [from, to, more] = timesIn(text);
  if (from === undefined || to === undefined || more !== undefined) {
    return undefined;
  }
  const seconds = to.secondOfDay - from.secondOfDay;
  return { values: [seconds < 0 ? seconds + 86_400 : seconds] };
}

/** How long it lasted, as the postmortem says it. */
export function durationOf(
  said: Facts["duration"],
  lasted: number,
): {
  readonly seconds?: number;
  readonly problem?: string;
  readonly unread?: string;
} {
  if (said.state === "missing") {
    return {
      problem: "it has no line Duration, such as: Duration: 7 min 5 s",
    };
  }
  if (said.state === "unreadable") {
    return {
      unread:
        `Duration: "${said.text.slice(0, 40)}" cannot be read; write it ` +
        "such as 7 min 5 s, 7:05 or 425 s",
    };
  }
  const { value: seconds, distance } = nearest(
    spanIn(said.text) ?? said.value,
    lasted,
  );
  const isRounded = seconds % 60 === 0 && !/[:]\d\d$/.test(said.value.text);
  return distance <= (isRounded ? ROUNDED_S : EXACT_S) ? { seconds } : {
    seconds,
    problem:
      `Duration is ${seconds} s, which is not from the first failure to ` +
      "the last one of the record",
  };
}

/** The recorded times that the timeline lacks, in words. */
export function timelineProblems(
  lines: readonly TimeReading[],
  times: Times,
): readonly string[] {
  const { began, paged, ended, resolved } = times;
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
      ? [`moments in the timeline: ${lines.length} of at least 5`]
      : [],
  ];
}
