/**
 * Generated parts of the course's own documents: rules, editions, switches.
 * @module
 */

import { EVENTS_ENV } from "../../../services/events/mod.ts";
import { GATEWAY_ENV } from "../../../services/gateway/mod.ts";
import { PAYMENTS_ENV } from "../../../services/payments/mod.ts";
import type { Edition, Made } from "../../course/edition/mod.ts";
import {
  EXAM,
  gradeOf,
  PER_POINT,
  SAMPLES,
  SHARES,
  TIERS,
  WINDOWS,
  workOf,
} from "../../course/grade/mod.ts";
import { type Blocks, markdownTable } from "../../lib/text/mod.ts";

/** Texts that are needed beside code. */
export interface CourseTexts {
  readonly edition: Edition;
  readonly compose: string;
  /** Packages by what the code calls them. */
  readonly imports: Readonly<Record<string, string>>;
}

/** The blocks. */
export function courseBlocks(texts: CourseTexts): Blocks {
  return new Map([
    ["faults", faultTable()],
    ["makes", madeTable(texts.edition.students_make)],
    ["assets", madeTable(texts.edition.provides)],
    ["grading", gradingTable()],
    ["samples", sampleTable()],
    ["shares", sharesText()],
    ["tiers", tierTable()],
    ["stack", stackTable(texts)],
  ]);
}

/** What of a variable people are told. */
interface Told {
  readonly name: string;
  readonly help: string;
}

/** Variables that break something, with an example each. */
const SWITCHES: readonly (readonly [string, string])[] = [
  ["PAYMENT_FAILURE_RATE", "0.3"],
  ["PAYMENT_LATENCY_MS", "2000"],
  ["GATEWAY_FAULT_RATE", "0.05"],
  ["GATEWAY_FAULT_LATENCY_MS", "300"],
  ["GATEWAY_TIMEOUT_MS", "3000"],
  ["DB_MAX_CONNS", "3"],
];

function faultTable(): string {
  const tables: Readonly<
    Record<string, Readonly<Record<string, Told>>>
  > = { gateway: GATEWAY_ENV, events: EVENTS_ENV, payments: PAYMENTS_ENV };
  const rows = SWITCHES.flatMap(([name, value]) =>
    Object.entries(tables).flatMap(([service, table]) => {
      const found = Object.values(table).find((one) => one.name === name);
      return found === undefined
        ? []
        : [[`\`${name}=${value}\``, service, found.help]];
    })
  );
  return markdownTable(["Variable", "Service", "What it does"], [
    ...rows,
    ["`NOTIFY_FAILURE_RATE=0.5`", "notifications, Lab 11", "yours to write"],
    ["`NOTIFY_LATENCY_MS=300`", "notifications, Lab 11", "yours to write"],
  ]);
}

function madeTable(all: readonly Made[]): string {
  return markdownTable(
    ["Path", "What", "Labs"],
    all.map(({ path, what, labs }) => [
      `\`${path}\``,
      what,
      labs.join(", "),
    ]),
  );
}

function gradingTable(): string {
  const weekly = 100 * PER_POINT.weekly;
  const bonus = 20 * PER_POINT.weekly;
  const extra = 20 * PER_POINT.extra;
  const best = WINDOWS * (SHARES[0] ?? 0);
  return markdownTable(["Component", "Points", "Percent", "What it rewards"], [
    [
      "Labs 1 to 10: Tasks 1 and 2, Lab 1's Task 3",
      "100",
      `${weekly}`,
      "the project",
    ],
    ["Bonus tasks of Labs 1 to 10", "20", `${bonus}`, "going further"],
    [
      "Quizzes, five windows",
      "-",
      `up to ${best} for one student, ${WINDOWS} for all together`,
      "the week's ideas",
    ],
    ["Labs 11 and 12", "20", `${extra}`, "patterns and resilience"],
    ["Exam, if you like", "-", `${EXAM}`, "all of it, in writing"],
  ]);
}

function sampleTable(): string {
  return markdownTable(
    [
      "Who does",
      "Labs",
      "Bonus",
      "Quizzes",
      "Labs 11, 12",
      "Exam",
      "Total",
      "",
    ],
    SAMPLES.map(({ profile, work }) => {
      const { main, bonus, quiz, extra, exam, sum, total, tier } = gradeOf(
        workOf(work),
      );
      return [
        profile,
        ...[main, bonus, quiz, extra, exam].map(String),
        sum > total ? `${total} (of ${sum})` : `${total}`,
        tier,
      ];
    }),
  );
}

function sharesText(): string {
  const groups = Map.groupBy(SHARES.entries(), ([, share]) => share);
  return [...groups].map(([share, ranks]) => {
    const [first = 0, last = 0] = [ranks[0]?.[0], ranks.at(-1)?.[0]];
    const rank = first === last
      ? `rank ${first + 1}`
      : `ranks ${first + 1} to ${last + 1}`;
    return `${rank}: ${share} %${first === last ? "" : " each"}`;
  }).join(", ") + ".";
}

function tierTable(): string {
  return markdownTable(
    ["Grade", "Total"],
    TIERS.map(({ tier, from }, i) => {
      const above = TIERS[i - 1]?.from;
      return [
        tier,
        above === undefined
          ? `${from} and more`
          : `${from} and more, below ${above}`,
      ];
    }),
  );
}

function stackTable({ compose, imports }: CourseTexts): string {
  const image = (name: string): string =>
    new RegExp(`image: ${name}:(\\S+)`).exec(compose)?.[1] ?? "";
  const npm = (name: string): string =>
    imports[name]?.split("@").at(-1)?.replace(/\/$/, "") ?? "";
  return markdownTable(["What", "Which", "Version", "From"], [
    ["Runtime and language", "Deno, TypeScript", "2.9.6", "week 1, given"],
    ["Services", "Hono", npm("hono"), "week 1, given"],
    ["Containers", "Docker with Compose", "28", "week 2"],
    ["Database", "PostgreSQL", image("postgres"), "week 1, given"],
    ["Holds", "Redis", image("redis"), "week 1, given"],
    [
      "Metrics",
      "Prometheus",
      image("prom/prometheus"),
      "week 3; in the cluster week 7",
    ],
    [
      "Dashboards, alerts",
      "Grafana",
      image("grafana/grafana"),
      "weeks 3 and 6",
    ],
    ["Kubernetes", "k3d (k3s in Docker)", "1.33", "week 4"],
    ["Packaging", "Helm", "3", "week 4, bonus"],
    ["Pipeline", "GitHub Actions, a container registry", "-", "week 5"],
    ["GitOps", "Argo CD", "3.3", "week 5"],
    ["Canaries", "Argo Rollouts", "1.9", "week 7"],
    ["Migrations", "`deno task migrate` on umzug", npm("umzug"), "week 9"],
    ["Load", "`deno task loadgen`; Locust", "2.43.4", "weeks 1 and 10"],
  ]);
}
