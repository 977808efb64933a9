/**
 * The incident that the student went through, as the alert receiver and Prometheus saw it.
 * @module
 */

import {
  type IncidentRecord,
  PREDICTION,
  type Prediction,
  RECORD,
  recordSchema,
  samplesOf,
  type Times,
  timesOf,
} from "../../scripts/observe/alerts/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
} from "../../scripts/checks/mod.ts";
import { unseal } from "../../scripts/lib/seal/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import {
  plainText,
  readReport,
  secondsApart,
  timesIn,
  unreadFields,
} from "../../scripts/checks/report_fields/mod.ts";
import { INCIDENT_FIELDS } from "./incident_fields.ts";

/** Longest time to detect that may be predicted (s). */
const SLOWEST_S = 300;

/** Longest time from the last failure to the end of the page (s). */
const TAKEN_BACK_S = 900;

/** Fewest customers who must have tried to pay: else there was no load. */
const FLOOR = 30;

/** How far a time in the report may be from the record's (s). */
const NEAR_S = 30;

/** Rows of the report's table, as `deno task alerts record` calls them. */
const MOMENTS = ["began", "paged", "ended", "resolved"] as const;

/** Step 6.6. */
export const incident: Check = {
  id: "6.6",
  task: 1,
  title:
    "payments failed, your page came as soon as predicted, and was taken back",
  hints: [
    "Which of the steps load, predict, break, wait, repair, wait, record happened in " +
    "another order?",
    "Detection takes its time in parts: scrape, window, evaluation, group_wait (Lecture " +
    "6, slide 5). Predict before you break, and record after the alert has ended.",
    "With a scrape of 30 s, a window that exceeds its limit after 60 s, an evaluation " +
    "each 60 s and group_wait 10 s: between 70 s and 160 s, so predict 3m.",
  ],
  measures:
    "the sealed record against prediction, report and Prometheus, as far as it reaches back",
  tool: "report fields, seals, Prometheus API",
  catches: [
    "a record that was edited; a prediction afterwards",
    "times in the report that are not the record's",
    "an incident without load, a page that goes on",
  ],
  async run(context) {
    const found = await recordOf(context);
    if ("verdict" in found) return found;
    const other = await contradiction(context, found);
    if (other !== undefined) return other;
    return evaluateIncident(
      timesOf(found),
      found.predicted,
      await reportOf(context, 6) ?? "",
    );
  },
};

/** The student's record; else why there is none. */
export async function recordOf(
  context: CheckContext,
): Promise<IncidentRecord | Finding> {
  const text = await context.read(RECORD);
  if (text === undefined) {
    return notStarted(`there is no ${RECORD}`, "step 6.6");
  }
  const found = await unseal(text, recordSchema);
  return "content" in found ? found.content : couldNotVerify(
    `${RECORD}: ${found.problem}`,
    "a file as deno task alerts record wrote it",
    "deno task alerts record",
  );
}

/**
 * The contradictions between the record and Prometheus, where it reaches back
 * so far.
 */
async function contradiction(
  context: CheckContext,
  record: IncidentRecord,
): Promise<Finding | undefined> {
  const told = timesOf(record);
  if (told === undefined) return undefined;
  const samples = await context.prometheus()
    .then((prometheus) => samplesOf(prometheus, Date.parse(record.at)))
    .catch((error: unknown) => {
      if (!(error instanceof CouldNotRun)) throw error;
      return [];
    });
  const reachesBack = samples.some(({ at }) => Date.parse(at) <= told.began);
  return reachesBack
    ? evaluateAgreement(told, timesOf({ ...record, samples }))
    : undefined;
}

/** Holds the record against what Prometheus has now; undefined: they agree. */
export function evaluateAgreement(
  told: Times,
  counted: Times | undefined,
): Finding | undefined {
  const isSame = counted !== undefined &&
    Math.abs(counted.failed - told.failed) <= Math.max(3, 0.1 * told.failed);
  return isSame ? undefined : fail(
    `the record says ${told.failed} payments failed, Prometheus ${
      counted?.failed ?? 0
    }`,
    "the same number in both",
    "deno task alerts record, which writes it again",
  );
}

/** Evaluates the incident. */
export function evaluateIncident(
  times: Times | undefined,
  predicted: Prediction | null,
  report: string,
): Finding {
  const bound =
    `predicted before, at most ${SLOWEST_S} s, and kept; at least ${FLOOR} payments ` +
    `tried; taken back within ${
      TAKEN_BACK_S / 60
    } min; the report has these times`;
  if (times === undefined) {
    return couldNotVerify(
      `${RECORD} has no page while paying failed`,
      bound,
      "step 6.6",
    );
  }
  const { began, paged, ended, resolved, failed, pays, alert } = times;
  const mttd = Math.round((paged - began) / 1000);
  const foretold = predicted === null
    ? "nothing"
    : `${predicted.mttdSeconds} s`;
  const measured =
    `${alert} came after ${mttd} s, predicted ${foretold}; ${failed} of ${pays} ` +
    `payments failed in ${Math.round((ended - began) / 1000)} s`;
  const at = { began, paged, ended, resolved };
  const said = readReport(report, INCIDENT_FIELDS);
  const unreadable = unreadFields(INCIDENT_FIELDS, said).unreadable.filter(
    (words) =>
      !MOMENTS.some((name) =>
        words.includes(`.${name} `) && hasLine(report, name, at[name] ?? NaN)
      ),
  );
  const wrongTimes = MOMENTS.filter((name) => {
    const [moment, field] = [at[name], said[name]];
    if (moment === undefined || hasLine(report, name, moment)) return false;
    return field.state === "read"
      ? secondsApart(field.value, moment) > NEAR_S
      // Words without a figure stand beside an empty cell.
      : field.state === "missing" || !/\d/.test(field.text);
  });
  const problems = [
    predicted === null && `nothing was predicted (${PREDICTION})`,
    predicted !== null && Date.parse(predicted.at) > began &&
    "predicted after it began",
    predicted !== null && predicted.mttdSeconds > SLOWEST_S &&
    `${predicted.mttdSeconds} s is too late for a page`,
    predicted !== null && mttd > predicted.mttdSeconds &&
    "the page was later than predicted: the hypothesis failed",
    pays < FLOOR && "there was hardly any load",
    resolved === undefined && "the page was never taken back",
    resolved !== undefined && resolved - ended > TAKEN_BACK_S * 1000 &&
    `it was taken back ${
      Math.round((resolved - ended) / 1000)
    } s after the last failure`,
    wrongTimes.length > 0 &&
    "submissions/lab6.md has no time or another one than the record for " +
      `${wrongTimes.join(", ")} (in UTC, such as 09:30:15)`,
  ].filter((words) => words !== false);
  const samples = { times, predicted };
  if (problems.length === 0 && unreadable.length > 0) {
    return couldNotVerify(unreadable.join("; "), bound, "submissions/lab6.md");
  }
  return problems.length === 0 ? pass(measured, bound, samples) : fail(
    `${measured}; ${problems.join("; ")}`,
    bound,
    "step 6.6, then deno task alerts record",
    samples,
  );
}

/** A line with the moment's name and one time, in whichever order. */
function hasLine(
  report: string,
  name: typeof MOMENTS[number],
  moment: number,
): boolean {
  const [label] = INCIDENT_FIELDS.fields[name].labels;
  return report.split("\n").map(plainText).some((line) => {
    const [time, more] = timesIn(line);
    return label?.test(line) === true && time !== undefined &&
      more === undefined && secondsApart(time, moment) <= NEAR_S;
  });
}
