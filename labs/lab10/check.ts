/**
 * Lab 10 measured: the review says what the runs, the history and the shop say.
 * @module
 */

import type { Lab } from "../../scripts/checks/mod.ts";
import { dora } from "./dora_check.ts";
import { handbook } from "./handbook_check.ts";
import { limit } from "./limit_check.ts";
import { again } from "./limit_live_check.ts";
import { plan } from "./plan_check.ts";
import { review } from "./review_check.ts";
import { steps } from "./steps_check.ts";
import { toil } from "./toil_check.ts";

/** Lab 10. */
export const lab10: Lab = {
  lab: 10,
  title: "Reliability review and portfolio",
  tasks: [
    { task: 1, title: "Measure, and write the review", points: 6 },
    { task: 2, title: "Plan for twice the traffic", points: 4 },
    { task: 0, title: "A handbook, or five minutes of video", points: 2 },
  ],
  checks: [steps, limit, dora, toil, review, again, plan, handbook],
  questions: [
    "A closed model of 50 users and an open one of the same rate: which shows a stall of five " +
    "seconds better, and why?",
    "Which of your three risks would you end first with a week of time, and what would prove " +
    "that it is ended?",
    "What of your capacity plan does not scale by more pods, and how would you notice?",
  ],
  deliverables: [
    "submissions/lab10.md",
    "submissions/lab10/**",
    "submissions/runbooks/**",
    "delivery.jsonl",
    "locustfile.py",
    "payments.env",
  ],
  optional: ["submissions/runbooks/**", "locustfile.py"],
};
