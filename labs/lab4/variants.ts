/**
 * Forms of Lab 4's solution that are as good, and neighbours that are not.
 * @module
 */

import {
  type LabVariants,
  LISTS_FOR_TABLES,
  MANIFEST_RULES,
  MARKDOWN_RULES,
  type Neighbour,
  replacing,
  TEXT_RULES,
} from "../../scripts/checks/variants/mod.ts";
import { SAME_PARTS } from "./variants/parts_same.ts";
import { DISGUISED_PARTS, WRONG_PARTS } from "./variants/parts_wrong.ts";

const REPORT = "submissions/lab4.md";

function predicted(
  step: string,
  name: string,
  from: string,
  to: string,
): Neighbour {
  return { name, steps: [step], file: REPORT, change: replacing(from, to) };
}

const REDIS = "| redis | yes | yes | 200 | 503 | 0 |";

const POSTGRES = "| postgres | no | yes | no | no | 0 |";

function same(step: string, name: string, from: string, to: string) {
  return {
    name,
    kind: "equivalent" as const,
    steps: [step],
    change: {
      [REPORT]: (old: (path: string) => string) =>
        old(REPORT).replace(from, to),
    },
  };
}

/** The variants of Lab 4. */
export const variants: LabVariants = {
  listed: [
    ...SAME_PARTS,
    ...WRONG_PARTS,
    same("4.10", "in German", REDIS, "| Redis | ja | ja | ja | nein | 0 |"),
    same("4.10", "in Russian", REDIS, "| redis | да | да | да | нет | 0 |"),
    same("4.10", "in signs", REDIS, "| **redis** | ✅ | ✅ | ✅ | ❌ | none |"),
    same(
      "4.10",
      "in words",
      REDIS,
      "| Redis (scaled to 0) | stays ready (1/1) | ready | works: 200 | fails with 503 | 0 |",
    ),
    same(
      "4.11",
      "in statuses",
      POSTGRES,
      "| PostgreSQL | 0/1 | 1/1 | 503 | 503 | 0 |",
    ),
    same(
      "4.11",
      "in words",
      POSTGRES,
      "| the database, postgres | not ready | ready | fails | does not work | no restarts |",
    ),
    same(
      "4.11",
      "in the structured part",
      "## 4.12",
      "```yaml\naway:\n  predictions:\n    - { away: redis, events: yes, gateway: yes, list: 200, reserve: 503, restarts: 0 }\n    - { away: postgres, events: no, gateway: yes, list: 503, reserve: 503, restarts: 0 }\n```\n\n## 4.12",
    ),
  ],
  equivalents: [
    ...["gateway", "events", "payments", "postgres", "redis"].map((part) => ({
      steps: ["4.3", "4.4", "4.9", "4.12"],
      file: `k8s/${part}.yaml`,
      rules: [...TEXT_RULES, ...MANIFEST_RULES],
    })),
    {
      steps: ["4.10", "4.11"],
      file: REPORT,
      rules: [...TEXT_RULES, ...MARKDOWN_RULES, LISTS_FOR_TABLES],
    },
  ],
  neighbours: [
    ...DISGUISED_PARTS,
    predicted("4.10", "a restart", REDIS, REDIS.replace("| 0 |", "| 2 |")),
    predicted("4.10", "no events", REDIS, REDIS.replace("| yes |", "| no |")),
    predicted("4.10", "no list", REDIS, REDIS.replace("200", "503")),
    predicted("4.10", "a sale", REDIS, REDIS.replace("503", "200")),
    predicted("4.10", "an empty cell", REDIS, REDIS.replace("503", "")),
    predicted("4.10", "no row", REDIS, ""),
    predicted(
      "4.11",
      "events is ready",
      POSTGRES,
      POSTGRES.replace("| no | yes", "| yes | yes"),
    ),
    predicted(
      "4.11",
      "no gateway",
      POSTGRES,
      POSTGRES.replace("| yes |", "| no |"),
    ),
    predicted(
      "4.11",
      "a list",
      POSTGRES,
      POSTGRES.replace("yes | no |", "yes | 200 |"),
    ),
  ],
};
