/**
 * Forms of Lab 6's solution that are as good, and neighbours that are not.
 * @module
 */

import {
  DURATION_RULES,
  type LabVariants,
  LISTS_FOR_TABLES,
  MARKDOWN_RULES,
  type Neighbour,
  replacing,
  TEXT_RULES,
  TIME_RULES,
  YAML_RULES,
} from "../../scripts/checks/variants/mod.ts";
import { SAME_ALERTING } from "./variants/alerting_same.ts";
import { WRONG_ALERTING } from "./variants/alerting_wrong.ts";
import { POLICIES, RULES } from "./variants/rules_edits.ts";

const REPORT = "submissions/lab6.md";
const POSTMORTEM = "submissions/postmortem.md";

function report(name: string, from: string | RegExp, to: string): Neighbour {
  return { name, steps: ["6.6"], file: REPORT, change: replacing(from, to) };
}

function postmortem(
  name: string,
  from: string | RegExp,
  to: string,
): Neighbour {
  return {
    name,
    steps: ["6.7"],
    file: POSTMORTEM,
    change: replacing(from, to),
  };
}

/** The variants of Lab 6. */
export const variants: LabVariants = {
  listed: [...SAME_ALERTING, ...WRONG_ALERTING],
  equivalents: [
    {
      steps: ["6.6"],
      file: REPORT,
      rules: [
        ...TEXT_RULES,
        ...MARKDOWN_RULES,
        ...TIME_RULES,
        LISTS_FOR_TABLES,
      ],
    },
    {
      steps: ["6.7"],
      file: POSTMORTEM,
      rules: [
        ...TEXT_RULES,
        ...MARKDOWN_RULES,
        ...TIME_RULES,
        ...DURATION_RULES,
      ],
    },
    {
      steps: ["6.3", "6.4"],
      file: RULES,
      rules: [...TEXT_RULES, ...YAML_RULES],
    },
    { steps: ["6.4"], file: POLICIES, rules: [...TEXT_RULES, ...YAML_RULES] },
  ],
  neighbours: [
    report(
      "the page a minute later",
      "| paged | 19:48:19",
      "| paged | 19:49:19",
    ),
    report("an hour off", "| began | 19:46:57", "| began | 20:46:57"),
    report(
      "the end is when the page ended",
      "| ended | 19:48:32",
      "| ended | 19:55:53",
    ),
    report("no time of the end", "| resolved | 19:55:53", "| resolved | "),
    report("two rows swapped", "| began | 19:46:57", "| began | 19:48:32"),
    report("local time", "| paged | 19:48:19", "| paged | 20:48:19"),
    postmortem(
      "the end of the page is the end",
      "1 min 35 s\n- Sev",
      "8 min 56 s\n- Sev",
    ),
    postmortem("a minute less", "Duration: 1 min 35 s", "Duration: 35 s"),
    postmortem("hours for minutes", "Duration: 1 min 35 s", "Duration: 1:35 h"),
    postmortem("another number of payments", "46 of 87", "87 of 87"),
    postmortem("half as many", "46 of 87", "23 of 87"),
    postmortem("no severity", "- Severity: SEV 2\n", ""),
    postmortem("the page a minute later", "| 19:48:19 |", "| 19:49:19 |"),
    postmortem("an hour off", /\| 19:(\d\d:\d\d) \|/g, "| 20:$1 |"),
    postmortem("out of order", "| 19:48:24 |", "| 19:58:24 |"),
    postmortem("four moments", /\| 19:48:24 \|.*\n/, ""),
    postmortem(
      "no causes",
      /## Contributing causes[^]*?(?=## What went well)/,
      "",
    ),
    postmortem("no summary", /## Summary[^]*?(?=## Timeline)/, ""),
    postmortem(
      "an empty part",
      /(## What went badly\n)[^]*?(?=## Action)/,
      "$1\n",
    ),
    postmortem("two actions", /\| the page links[^\n]*\n/, ""),
    postmortem("an action without a date", "| 2026-12-11 |", "| soon |"),
    postmortem("an action in the past", "2026-12-11", "2025-12-11"),
    postmortem("a day that there is not", "2026-12-11", "2026-13-11"),
    postmortem(
      "an action of nobody",
      "| platform | 2026-12-18",
      "| TBD | 2026-12-18",
    ),
    postmortem("an action of no kind", "| detect |", "| process |"),
    postmortem(
      "blame",
      "is green while",
      "is green because an engineer forgot it while",
    ),
  ],
};
