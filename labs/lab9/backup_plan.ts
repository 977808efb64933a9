/**
 * The plan of a CronJob of backups: when it runs, whether two may run at
 * once, where its password comes from.
 * @module
 */

import { Cron } from "croner";

/** The fields of a CronJob that checks look at. */
export interface BackupPlan {
  readonly schedule: string;
  readonly concurrencyPolicy: string;
  readonly suspend?: boolean | null | undefined;
  readonly failedJobsHistoryLimit?: number | null | undefined;
  /** All of it, as it is written. */
  readonly whole: unknown;
}

/** The time between two dumps (s). */
const EVERY_S = 300;

/** Times that are looked at: more than two days of them. */
const TIMES = 600;

/** From a Friday on, so that a weekend and another month are among them. */
const FROM = Date.UTC(2026, 0, 30);

/** The problems of the plan, each in one sentence; empty: there are none. */
export function planProblems(
  { schedule, concurrencyPolicy, suspend, whole }: BackupPlan,
): readonly string[] {
  const gap = longestGap(schedule);
  return [
    ...suspend === true ? ["it is suspended, so it never runs by itself"] : [],
    ...gap === undefined
      ? [`Kubernetes does not take the schedule "${schedule}"`]
      : gap.longest !== EVERY_S || gap.shortest !== EVERY_S
      ? [`"${schedule}" runs it ${gapText(gap)}, not every 5 minutes`]
      : [],
    ...concurrencyPolicy === "Allow"
      ? ["two may run at once: its concurrencyPolicy is Allow"]
      : [],
    ...passwordsIn(whole),
  ];
}

/** The risk of the plan; undefined: there is none. */
export function planRemark(
  { concurrencyPolicy, failedJobsHistoryLimit }: BackupPlan,
): string | undefined {
  if (concurrencyPolicy === "Replace") {
    return "Replace ends a dump that is still being written; Forbid lets it finish";
  }
  return (failedJobsHistoryLimit ?? 1) < 3
    ? "Kubernetes keeps fewer than three failed jobs, and their logs go with them"
    : undefined;
}

interface Gap {
  readonly shortest: number;
  readonly longest: number;
}

/** The times between two runs (s); undefined when it is no schedule. */
function longestGap(schedule: string): Gap | undefined {
  const every = /^@every (?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(schedule);
  if (every !== null) {
    const [h, m, s] = every.slice(1).map((one = "0") => Number(one));
    const seconds = (h ?? 0) * 3600 + (m ?? 0) * 60 + (s ?? 0);
    return seconds === 0 ? undefined : { shortest: seconds, longest: seconds };
  }
  const isNamed = schedule.startsWith("@");
  const fields = schedule.trim().split(/\s+/);
  if (!isNamed && fields.length !== 5) return undefined;
  try {
    // In Kubernetes a question mark means any value, as a star does.
    const pattern = fields.map((one) => one === "?" ? "*" : one).join(" ");
    const cron = new Cron(pattern, { paused: true, timezone: "UTC" });
    const runs = cron.nextRuns(TIMES, new Date(FROM))
      .map((one) => one.getTime() / 1000);
    const gaps = runs.slice(1).map((at, i) => at - (runs[i] ?? at));
    return gaps.length === 0
      ? undefined
      : { shortest: Math.min(...gaps), longest: Math.max(...gaps) };
  } catch {
    return undefined;
  }
}

function gapText({ shortest, longest }: Gap): string {
  const text = (seconds: number): string =>
    seconds % 3600 === 0
      ? `${seconds / 3600} h`
      : seconds % 60 === 0
      ? `${seconds / 60} min`
      : `${seconds} s`;
  return shortest === longest
    ? `every ${text(shortest)}`
    : `with gaps of ${text(shortest)} to ${text(longest)}`;
}

/** Passwords in places that every reader of the files sees. */
function passwordsIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    const isInUrl = /postgres(?:ql)?:\/\/[^\s:@/$]+:[^\s@$]+@/.test(value);
    const isSet = /\bPGPASSWORD=(?!["']?\$)["']?[^\s"']/.test(value);
    return isInUrl || isSet ? ["a password is written in the script"] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  if ("name" in value && "value" in value) {
    const isPassword = /pass(?:word)?$/i.test(String(value.name));
    if (isPassword && /[^\s]/.test(String(value.value ?? ""))) {
      return [
        `the value of ${value.name} is written down: take it from the Secret`,
      ];
    }
  }
  return [...new Set(Object.values(value).flatMap(passwordsIn))];
}
