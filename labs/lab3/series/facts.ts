/**
 * The right values for the cases, so that a rule can be compared with them.
 * @module
 */

/** A fact of a series: what a series must say there. */
export interface Fact {
  readonly series: string;
  readonly record: string;
  /** Undefined: nothing at all, since nothing can be said. */
  readonly truth: number | undefined;
  /** How far off is still right. */
  readonly within: number;
  /** The description of the series. */
  readonly where: string;
  /** The cause of wrong values. */
  readonly from?: Readonly<Record<string, number>>;
}

/** Names that the lab gives. */
export const RECORDS = {
  availability: "gateway:sli_availability:ratio_rate5m",
  latency: "gateway:sli_latency_500ms:ratio_rate5m",
  burn: "gateway:error_budget_burn_rate:ratio_rate5m",
  pay: "gateway:sli_pay_availability:ratio_rate5m",
} as const;

const FAILED = "20 of 1000 requests get a 5xx, 100 a 4xx";
const SILENT = "no customer asks anything";
const BLIND = "Prometheus knows nothing of the gateway";
const GONE = "Prometheus has not reached the gateway for ten minutes";
const QUIET = "a request comes every four seconds, and every fourth fails";
const BURSTS = "many failures are 5 min 30 s old, some 4 min 30 s, some 45 s";
const LATE = "all failures came within the last 30 s";
const RESTARTED = "the gateway restarted two minutes ago, after failures";
const KINDS = "requests fail with 500, 502, 503 and 504";

/** Names what a value comes from that a window of another length gives. */
const LONGER = "as a rule says that looks back further than 5 minutes";
const SHORTER = "as a rule says that looks at less than 5 minutes";

/** The right values for the three rules of Task 2. */
export const FACTS: readonly Fact[] = [
  ...facts("availability", [
    ["mixed", 0.98, FAILED, {
      "as if a 4xx were a failure": 0.88,
      "as if 429 were a failure": 0.97,
      "the share of failures, not of good answers": 0.02,
      "as if no request had failed: does the selector match?": 1,
    }],
    ["calm", 1, "nothing has failed yet, so that no series of a 5xx exists"],
    ["down", 0, "every request fails"],
    ["silent", undefined, SILENT],
    ["blind", undefined, BLIND],
    ["gone", undefined, GONE],
    ["recent", 0.7, "half fail, for 2 of the last 5 minutes", {
      [SHORTER]: 1,
      [LONGER]: 0.83,
    }, 0.02],
    ["earlier", 1, "all is well for 5 minutes, after an outage", {
      [LONGER]: 0.71,
    }, 0.02],
    ["bursts", 0.411, BURSTS, { [SHORTER]: 0.61, [LONGER]: 0.17 }, 0.015],
    ["late", 0.511, LATE, { "as a rule says that looks later": 1 }, 0.015],
    ["restarted", 0.5, RESTARTED, {}, 0.02],
    ["quiet", 0.75, QUIET],
    ["kinds", 0.6, KINDS],
  ]),
  ...facts("latency", [
    ["mixed", 0.9, "900 of 1000 requests take up to 0.5 s", {
      "as the bucket of 0.25 s says": 0.6,
      "as the bucket of 0.75 s says": 0.95,
      "as the bucket of 1 s says": 0.975,
      "the share of slow ones": 0.1,
    }],
    ["silent", undefined, SILENT],
    ["blind", undefined, BLIND],
    ["gone", undefined, GONE],
    ["bursts", 0.411, BURSTS.replaceAll("failures", "slow answers"), {
      [SHORTER]: 0.61,
      [LONGER]: 0.17,
    }, 0.015],
    ["late", 0.511, LATE.replace("failures", "slow answers"), {}, 0.015],
    ["quiet", 0.75, QUIET.replace("fails", "takes two seconds")],
  ]),
  ...facts("burn", [
    ["mixed", 4, "2 % fail, and 0.5 % may", {
      "as 2 % divided by 99.5 % is": 0.02,
      "as for a budget of 5 %": 0.4,
      "as for a budget of 0.05 %": 40,
      "as for a budget of 1 %": 2,
      "as for a budget of 0.1 %": 20,
    }, 0.04],
    ["calm", 0, "nothing has failed yet"],
    ["down", 200, "every request fails", {}, 1],
    ["silent", undefined, SILENT],
    ["blind", undefined, BLIND],
    ["gone", undefined, GONE],
    ["bursts", 117.8, BURSTS, { [SHORTER]: 78, [LONGER]: 166 }, 3],
    ["quiet", 50, QUIET, {}, 0.4],
  ]),
];

/** The right values for the rule of the bonus. */
export const PAY_FACTS: readonly Fact[] = facts("pay", [
  ["mixed", 0.6, "20 of 50 pays fail", {
    "as for all paths": 0.98,
    "as if reservations counted": 0.92,
  }],
  ["calm", 1, "nothing has failed yet"],
  ["down", 0, "every request fails"],
  ["silent", undefined, SILENT],
  ["blind", undefined, BLIND],
  ["gone", undefined, GONE],
  ["earlier", undefined, "no customer has paid for seven minutes"],
  ["bursts", 0.0596, BURSTS, { [SHORTER]: 0.13, [LONGER]: 0.02 }, 0.006],
  ["late", 0.087, LATE, {}, 0.007],
  ["restarted", 0.5, RESTARTED, {}, 0.02],
  ["quiet", 0.75, QUIET],
  ["kinds", 0.6, KINDS],
]);

type Row = readonly [
  series: string,
  truth: number | undefined,
  where: string,
  from?: Readonly<Record<string, number>>,
  within?: number,
];

function facts(
  record: keyof typeof RECORDS,
  rows: readonly Row[],
): readonly Fact[] {
  return rows.map(([series, truth, where, from = {}, within = 0.002]) => ({
    series,
    record: RECORDS[record],
    truth,
    within,
    where,
    from,
  }));
}
