/**
 * Forms of Lab 11's solution that are as good, and neighbours that are not.
 * @module
 */

import {
  type LabVariants,
  MANIFEST_RULES,
  TEXT_RULES,
} from "../../scripts/checks/variants/mod.ts";
import { RETRY } from "./variants/code_edits.ts";
import { SAME_CODE } from "./variants/code_same.ts";
import { WRONG_GUARDS } from "./variants/guards_wrong.ts";
import { MANIFEST, MANIFESTS } from "./variants/manifest_forms.ts";
import { WRONG_RETRIES } from "./variants/retries_wrong.ts";

/** The variants of Lab 11. */
export const variants: LabVariants = {
  listed: [...SAME_CODE, ...MANIFESTS, ...WRONG_RETRIES, ...WRONG_GUARDS],
  equivalents: [
    {
      steps: ["11.2"],
      file: MANIFEST,
      rules: [...TEXT_RULES, ...MANIFEST_RULES],
    },
    { steps: ["11.4"], file: RETRY, rules: TEXT_RULES },
  ],
};
