/**
 * Forms of Lab 3's solution that are as good, and neighbours that are not.
 * @module
 */

import {
  inEntries,
  type LabVariants,
  LISTS_FOR_TABLES,
  MARKDOWN_RULES,
  type Neighbour,
  PROMQL_RULES,
  replacing,
  TEXT_RULES,
  windowOf,
  YAML_RULES,
} from "../../scripts/checks/variants/mod.ts";

import { SAME_BOARDS } from "./variants/board_same.ts";
import { WRONG_BOARDS } from "./variants/board_wrong.ts";
import { SAME_RULES } from "./variants/rules_same.ts";
import { WRONG_RULES } from "./variants/rules_wrong.ts";

const REPORT = "submissions/lab3.md";
const CONFIG = "monitoring/prometheus/prometheus.yml";
const RULES = "monitoring/prometheus/rules.yml";

function budget(name: string, from: string | RegExp, to: string): Neighbour {
  return { name, steps: ["3.6"], file: REPORT, change: replacing(from, to) };
}

function config(name: string, from: string | RegExp, to: string): Neighbour {
  return { name, steps: ["3.1"], file: CONFIG, change: replacing(from, to) };
}

function rules(name: string, change: Neighbour["change"]): Neighbour {
  return { name, steps: ["3.7"], file: RULES, change };
}

/** The variants of Lab 3. */
export const variants: LabVariants = {
  listed: [...SAME_RULES, ...WRONG_RULES, ...SAME_BOARDS, ...WRONG_BOARDS],
  equivalents: [
    {
      steps: ["3.6"],
      file: REPORT,
      rules: [...TEXT_RULES, ...MARKDOWN_RULES, LISTS_FOR_TABLES],
    },
    { steps: ["3.1"], file: CONFIG, rules: [...TEXT_RULES, ...YAML_RULES] },
    {
      steps: ["3.7"],
      file: RULES,
      rules: [
        ...TEXT_RULES,
        ...YAML_RULES,
        ...PROMQL_RULES.map((one) => inEntries(/^expr$/, one)),
      ],
    },
  ],
  neighbours: [
    budget("a week has 6 days", "6,652,800", "5,702,400"),
    budget("a tenth of the requests", "6,652,800", "665,280"),
    budget("ten times the requests", "6,652,800", "66,528,000"),
    budget("the budget of 99.9 %", "33,264", "6,653"),
    budget("the budget of 95 %", "33,264", "332,640"),
    budget("the minutes of 30 days", "| 50.4 |", "| 216 |"),
    budget("the minutes of a day", "| 50.4 |", "| 7.2 |"),
    budget("seconds for minutes", "| 50.4 |", "| 3024 |"),
    budget("the share for the burn rate", "| 18 |", "| 9 |"),
    budget("a tenth of the burn rate", "| 18 |", "| 1.8 |"),
    budget("days for hours", "| 9.3 |", "| 0.39 |"),
    budget("hours of a month", "| 9.3 |", "| 40 |"),
    config(
      "another interval of scraping",
      "scrape_interval: 15s",
      "scrape_interval: 30s",
    ),
    config(
      "another interval of rules",
      "evaluation_interval: 15s",
      "evaluation_interval: 30s",
    ),
    config("the port of events for payments", "payments:8082", "payments:8081"),
    config("the port on this machine", "gateway:8080", "gateway:3080"),
    config("localhost", "gateway:8080", "localhost:8080"),
    config("a job with another name", "job_name: gateway", "job_name: shop"),
    config(
      "no job for payments",
      /\n {2}- job_name: payments[^]*?(?=\n {2}-|\n\w|$)/,
      "",
    ),
    rules("windows of 4 minutes", windowOf("5m", "4m")),
    rules("windows of 10 minutes", windowOf("5m", "10m")),
    rules("5xx and 4xx", replacing(/5\.\./g, "[45]..")),
    rules("a status of 500 alone", replacing(/=~"5\.\."/g, '="500"')),
    rules("what is not 2xx", replacing(/status=~"5\.\."/g, 'status!~"2.."')),
    rules("another bucket", replacing('le="0.5"', 'le="0.25"')),
    rules("the budget of 99.9 %", replacing("0.005", "0.001")),
    rules("irate for rate", replacing(/\brate\(/g, "irate(")),
    rules("a minute late", replacing(/\[5m\]/g, "[5m] offset 1m")),
  ],
};
