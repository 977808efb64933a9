/**
 * Lab 7 measured: a new version for a few first, and taken back when it is worse.
 * @module
 */

import type { Lab } from "../../scripts/checks/mod.ts";
import {
  admitsIgnorance,
  judged,
  promotes,
  refuses,
} from "./analysis_checks.ts";
import { stepByStep, takenBack } from "./canary_checks.ts";
import { sees } from "./metrics_check.ts";
import { rollout } from "./rollout_checks.ts";
import { tools } from "./tools_check.ts";
import { goesOn, severalGates } from "./plan_checks.ts";

/** Lab 7. */
export const lab7: Lab = {
  lab: 7,
  title: "Canary releases",
  tasks: [
    { task: 1, title: "A few first", points: 6 },
    { task: 2, title: "Step by step", points: 4 },
    { task: 0, title: "An analysis that can say no", points: 2 },
  ],
  checks: [
    ...[tools, rollout, sees, takenBack, goesOn],
    ...[severalGates, stepByStep],
    ...[judged, promotes, refuses, admitsIgnorance],
  ],
  questions: [
    "How long from the abort until no customer reached the bad version, and how long " +
    "did the revert of Lab 5 take?",
    "You have five pods, and 1 % of the customers should see a version first: how many pods " +
    "would that need, and what else splits traffic?",
    "At which weight should a version be taken back automatically, and why not " +
    "later?",
    "Bonus: a slow version has passed the analysis. Which further metric would " +
    "have caught it, compared with what?",
  ],
  deliverables: ["submissions/lab7.md", "k8s/**"],
};
