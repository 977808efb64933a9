/**
 * Forms of Lab 7's solution that are as good, and neighbours that are not.
 * @module
 */

import {
  type LabVariants,
  MANIFEST_RULES,
  TEXT_RULES,
} from "../../scripts/checks/variants/mod.ts";
import { SAME_PLANS } from "./variants/plans_same.ts";
import { WRONG_PLANS } from "./variants/plans_wrong.ts";
import { SAME_TEMPLATES, WRONG_TEMPLATES } from "./variants/templates.ts";

/** The variants of Lab 7. */
export const variants: LabVariants = {
  listed: [...SAME_PLANS, ...SAME_TEMPLATES, ...WRONG_TEMPLATES],
  equivalents: [{
    steps: ["7.2", "7.7", "7.8", "B.1"],
    file: "k8s/gateway.yaml",
    rules: [...TEXT_RULES, ...MANIFEST_RULES],
  }],
  neighbours: WRONG_PLANS,
};
