/**
 * Forms of Lab 8's solution that are as good, and neighbours that are not.
 * @module
 */

import {
  type LabVariants,
  MARKDOWN_RULES,
  TEXT_RULES,
  YAML_RULES,
} from "../../scripts/checks/variants/mod.ts";
import { ground } from "./ground.ts";
import { REDIS, SAME_OWN, WRONG_OWN } from "./variants/own_forms.ts";
import { SAME_RUNS } from "./variants/told_same.ts";
import { WRONG_RUNS } from "./variants/told_wrong.ts";

/** The variants of Lab 8. */
export const variants: LabVariants = {
  open: ground,
  listed: [...SAME_OWN, ...SAME_RUNS, ...WRONG_OWN, ...WRONG_RUNS],
  equivalents: [
    { steps: ["8.6"], file: REDIS, rules: [...TEXT_RULES, ...YAML_RULES] },
    {
      steps: ["8.8", "8.9"],
      file: "experiments/stacked.yaml",
      rules: [...TEXT_RULES, ...YAML_RULES],
    },
    {
      steps: ["8.9"],
      file: "submissions/lab8.md",
      rules: [...TEXT_RULES, ...MARKDOWN_RULES],
    },
  ],
};
