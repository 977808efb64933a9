/**
 * Forms of Lab 9's solution that are as good, and neighbours that are not.
 * @module
 */

import {
  type LabVariants,
  MANIFEST_RULES,
  TEXT_RULES,
} from "../../scripts/checks/variants/mod.ts";
import { ground } from "./ground.ts";
import { SAME_JOBS } from "./variants/jobs_same.ts";
import { WRONG_JOBS } from "./variants/jobs_wrong.ts";
import { SAME_DISKS, WRONG_DISKS } from "./variants/disks.ts";
import { SAME_STEPS, STEP } from "./variants/steps_same.ts";
import { WRONG_STEPS } from "./variants/steps_wrong.ts";
import { SAME_STORIES } from "./variants/stories_same.ts";
import { WRONG_STORIES } from "./variants/stories_wrong.ts";

/** The variants of Lab 9. */
export const variants: LabVariants = {
  open: ground,
  listed: [
    ...SAME_STEPS,
    ...SAME_STORIES,
    ...SAME_DISKS,
    ...SAME_JOBS,
    ...WRONG_STORIES,
    ...WRONG_DISKS,
    ...WRONG_JOBS,
  ],
  equivalents: [
    { steps: ["9.3"], file: STEP, rules: TEXT_RULES },
    {
      steps: ["9.10"],
      file: "k8s/postgres.yaml",
      rules: [...TEXT_RULES, ...MANIFEST_RULES],
    },
  ],
  neighbours: WRONG_STEPS,
};
