/**
 * Lab 3 measured: Prometheus asks the right ones, the board tells the truth,
 * and the objectives are computed from what customers were answered.
 * @module
 */

import type { Lab } from "../../scripts/checks/mod.ts";
import { budget } from "./budget_check.ts";
import { BUDGET_FIELDS } from "./budget_fields.ts";
import { config } from "./config_check.ts";
import { gauge } from "./gauge_check.ts";
import { lag } from "./lag_check.ts";
import { outage } from "./outage_check.ts";
import { payRule, rules } from "./rules_check.ts";
import { signals } from "./signals_check.ts";
import { sli } from "./sli_check.ts";
import { targets } from "./targets_check.ts";

/** Lab 3. */
export const lab3: Lab = {
  lab: 3,
  title: "Metrics, dashboards, objectives",
  tasks: [
    { task: 1, title: "Scrape it, look at it, break it", points: 6 },
    { task: 2, title: "An objective and its budget", points: 4 },
    {
      task: 0,
      title: "Paying alone, and an incident minute by minute",
      points: 2,
    },
  ],
  checks: [
    config,
    targets,
    lag,
    signals,
    outage,
    budget,
    rules,
    sli,
    gauge,
    payRule,
  ],
  questions: [
    "Which signal showed the outage first, and after how many seconds? How much of that is the " +
    "shop, how much the scrape every 15 s, how much the window of the rate?",
    "All pays failed, and your error share stayed below 10 %. Why, and what would an objective " +
    "have to count to say what buyers felt?",
    "Where no customer asks, your SLI has no value. Why is neither 0 nor 1 right?",
    "/health of the gateway is asked all day and is in none of your SLIs. What would become of " +
    "the availability if it were?",
    "Bonus: at which moment did each of log, board and objective know, and what was the cause?",
  ],
  fields: [BUDGET_FIELDS],
  deliverables: [
    "submissions/lab3.md",
    "monitoring/prometheus/**",
    "monitoring/grafana/dashboards/golden-signals.json",
  ],
};
