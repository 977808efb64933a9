/**
 * Forms of Lab 5's workflow that do the same, and neighbours that do not.
 * @module
 */

import {
  type LabVariants,
  type Neighbour,
  replacing,
  TEXT_RULES,
  WORKFLOW_RULES,
  YAML_RULES,
} from "../../scripts/checks/variants/mod.ts";
import { SAME_PLANNED, WRONG_PLANNED } from "./variants/images_planned.ts";
import { SAME_IMAGES } from "./variants/images_same.ts";
import { CI } from "./variants/workflow_edits.ts";
import { SAME_WORKFLOWS } from "./variants/workflow_same.ts";
import { WRONG_WORKFLOWS } from "./variants/workflow_wrong.ts";

function bonus(name: string, from: string | RegExp, to: string): Neighbour {
  return { name, steps: ["B.1"], file: CI, change: replacing(from, to) };
}

/** The variants of Lab 5. */
export const variants: LabVariants = {
  listed: [
    ...SAME_WORKFLOWS,
    ...SAME_IMAGES,
    ...SAME_PLANNED,
    ...WRONG_WORKFLOWS,
    ...WRONG_PLANNED,
  ],
  equivalents: [
    {
      steps: ["5.2", "5.3"],
      file: CI,
      rules: [...TEXT_RULES, ...YAML_RULES, ...WORKFLOW_RULES],
    },
  ],
  neighbours: [
    bonus("nothing is committed", /\n {10}git commit[^\n]*/, ""),
    bonus("nothing is pushed", "          git push --quiet\n", ""),
    bonus(
      "a forced push",
      "git push --quiet",
      "git push --quiet --force origin HEAD:main",
    ),
    bonus(
      "one manifest is left out",
      "for service in gateway events payments",
      "for service in gateway events",
    ),
    bonus(
      "tags that nobody pushed",
      "quickticket/$service:$GITHUB_SHA#",
      "quickticket/$service:${GITHUB_SHA::8}#",
    ),
    bonus(
      "no right to write",
      "    permissions:\n      contents: write\n",
      "    permissions:\n      contents: read\n",
    ),
  ],
};
