/**
 * Forms of Lab 12's solution that are as good, and neighbours that are not.
 * @module
 */

import {
  type LabVariants,
  MANIFEST_RULES,
  TEXT_RULES,
} from "../../scripts/checks/variants/mod.ts";
import { SAME_ENDS, WRONG_ENDS } from "./variants/ends.ts";
import { SAME_BUDGETS } from "./variants/pods_same.ts";
import { WRONG_BUDGETS } from "./variants/pods_wrong.ts";
import { SAME_STEPS, WRONG_STEPS } from "./variants/steps.ts";

const MANIFESTS = [...TEXT_RULES, ...MANIFEST_RULES];

/** The variants of Lab 12. */
export const variants: LabVariants = {
  listed: [...SAME_BUDGETS, ...SAME_ENDS, ...SAME_STEPS],
  equivalents: [
    { steps: ["12.3", "12.5"], file: "k8s/pdb.yaml", rules: MANIFESTS },
    { steps: ["12.4", "12.6"], file: "k8s/gateway.yaml", rules: MANIFESTS },
    {
      steps: ["12.1", "12.3", "12.6"],
      file: "k8s/events.yaml",
      rules: MANIFESTS,
    },
    {
      steps: ["12.7"],
      file: "migrations/0003_events_by_date.ts",
      rules: TEXT_RULES,
    },
  ],
  neighbours: [...WRONG_BUDGETS, ...WRONG_ENDS, ...WRONG_STEPS],
};
