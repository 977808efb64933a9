/**
 * Forms of Lab 10's review that are as good, and neighbours that are not.
 * @module
 */

import {
  type LabVariants,
  MARKDOWN_RULES,
  type Neighbour,
  replacing,
  TEXT_RULES,
} from "../../scripts/checks/variants/mod.ts";
import { ground } from "./ground.ts";
import { ALL, REVIEW, SAME } from "./variants/same_reviews.ts";

function near(
  name: string,
  step: string,
  from: string | RegExp,
  to: string,
): Neighbour {
  return { name, steps: [step], file: REVIEW, change: replacing(from, to) };
}

/** The variants of Lab 10. */
export const variants: LabVariants = {
  open: ground,
  listed: SAME,
  equivalents: [
    { steps: ALL, file: REVIEW, rules: [...TEXT_RULES, ...MARKDOWN_RULES] },
  ],
  neighbours: [
    near("no row for 100 users", "10.1", /\| 100 \|.*\n/, ""),
    near("a row for 400 users", "10.1", /(\| 200 \|)(.*\n)/, "$1$2| 400 |$2"),
    near("twice the rate", "10.1", /^(\| 50 \| 10 \| )([\d.]+)/m, "$199.9"),
    near(
      "no failures are a failure",
      "10.1",
      /^(\| 50 (?:\|[^|]*){5}\|) [\d.]+ /m,
      "$1 3.2 ",
    ),
    near("more orders", "10.1", /^(\| 10 .*\| )\d+ \|$/m, "$199 |"),
    near(
      "a breaking point beyond the data",
      "10.2",
      "Breaking point: 150",
      "Breaking point: 400",
    ),
    near(
      "the rate that broke is said to hold",
      "10.2",
      "Holds: 100",
      "Holds: 150",
    ),
    near(
      "the rate between the two",
      "10.2",
      "Breaking point: 150",
      "Breaking point: 125",
    ),
    near(
      "payments is to blame",
      "10.2",
      /Limiting resource: .*/,
      "Limiting resource: payments CPU",
    ),
    near(
      "the pool is to blame",
      "10.2",
      /Limiting resource: .*/,
      "Limiting resource: events pool",
    ),
    near(
      "the network is to blame",
      "10.2",
      /Limiting resource: .*/,
      "Limiting resource: the network",
    ),
    near("elite change fail rate", "10.3", "| 33.3 %", "| 3.3 %"),
    near("lead time in minutes", "10.3", "| 12 s ", "| 12 min "),
    near("recovery in a second", "10.3", "| 90 s ", "| 1 s "),
    near("a frequency a day", "10.3", "2.1 a week", "2.1 a day"),
    near(
      "a period that leaves a deployment out",
      "10.3",
      /From: .*/,
      "From: 2026-11-05T00:00:00Z",
    ),
    near("no period", "10.3", /From: .*/, ""),
    near("saves more than it takes", "10.4", "| 72 |", "| 720 |"),
    near("saves hours", "10.4", "| 72 |", "| 72 h |"),
    near("done twice", "10.4", "| 9 | 4 |", "| 2 | 18 |"),
    near("no way out", "10.4", "`deno task seed`", ""),
    near(
      "a task that is not there",
      "10.4",
      "deno task seed",
      "deno task seed-all",
    ),
    near("two pieces", "10.4", /\| watch a rollout.*\n/, ""),
    near(
      "a total that does not add up",
      "10.4",
      /(\| watch a rollout.*\n)/,
      "$1| total | | | | 200 |\n",
    ),
    near(
      "a number that was never measured",
      "10.5",
      "Below the breaking point p99 is flat",
      "Up to 731 RPS p99 is flat",
    ),
    near(
      "a number with a comma that was never measured",
      "10.5",
      "Below the breaking point p99 is flat",
      "p99 is 87,4 ms, and flat",
    ),
    near(
      "another target",
      "10.5",
      "pay-availability | 99.5 %",
      "pay-availability | 99.9 %",
    ),
    near(
      "an objective that was not kept",
      "10.5",
      /(pay-availability \|.*\| )yes/,
      "$1no",
    ),
    near("no source", "10.5", /Source: .*/, ""),
    near("two risks", "10.5", /\| payments becomes slow.*\n/, ""),
    near("nothing on gaps", "10.5", /## 6 Gaps[^#]*/, ""),
    near("a total that is too small", "10.7", "| 75 |", "| 45 |"),
    near(
      "pods for nothing",
      "10.7",
      "| 500m, 256Mi | 10 |",
      "| 500m, 256Mi | 0 |",
    ),
    near(
      "more connections than there are",
      "10.7",
      "3 x 20 = 60",
      "3 x 40 = 120",
    ),
    near(
      "connections that do not multiply",
      "10.7",
      "3 x 20 = 60",
      "3 x 20 = 40",
    ),
    near("connections of other pods", "10.7", "3 x 20 = 60", "1 x 20 = 20"),
    near(
      "events is as it is now",
      "10.7",
      "| events | 1 | 3 |",
      "| events | 1 | 1 |",
    ),
    near("no PostgreSQL", "10.7", /\| postgres \|.*\n/, ""),
    near("no limits for the gateway", "10.7", "| 1, 256Mi | 40 |", "| | 40 |"),
  ],
};
