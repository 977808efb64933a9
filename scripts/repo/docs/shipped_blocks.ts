/**
 * Generated parts of documents that come from code which students have, too:
 * tasks, metrics, variables that break something, versions.
 * @module
 */

import { EVENTS_ENV } from "../../../services/events/mod.ts";
import { GATEWAY_ENV } from "../../../services/gateway/mod.ts";
import { PAYMENTS_ENV } from "../../../services/payments/mod.ts";
import { LAYERS } from "../lint/layers.ts";
import { type Blocks, markdownTable } from "../../lib/text/mod.ts";
import {
  type MetricInfo,
  metricsCatalogue,
} from "../../adapters/shop/metrics/mod.ts";

/** Of deno.json, what documents show. */
export interface Config {
  readonly tasks: Readonly<
    Record<string, string | { readonly description?: string }>
  >;
  /** Packages by what the code calls them. */
  readonly imports: Readonly<Record<string, string>>;
}

/** The blocks; `compose` is the text of compose.yaml. */
export function shippedBlocks(
  { tasks, imports }: Config,
  compose: string,
): Blocks {
  return new Map([
    ["tasks", taskTable(tasks, (name) => !name.includes(":"))],
    ["maintainers-tasks", taskTable(tasks, (name) => name.includes(":"))],
    ["layers", layersText()],
    ["metrics", metricTable(metricsCatalogue())],
    ["faults", faultTable()],
    ["stack", stackTable(compose, imports)],
  ]);
}

function metricTable(metrics: readonly MetricInfo[]): string {
  return markdownTable(
    ["Metric", "Labels", "What it tells", "Type", "Services"],
    metrics.map(({ name, labels, help, type, services }) => [
      `\`${name}\``,
      labels.map((label) => `\`${label}\``).join(" "),
      help,
      type,
      services.join(", "),
    ]),
  );
}

/** Tasks with a description; the others are steps of those, or old names. */
function taskTable(
  tasks: Config["tasks"],
  isWanted: (name: string) => boolean,
): string {
  const rows = Object.entries(tasks).flatMap(([name, task]) =>
    typeof task === "string" || task.description === undefined ||
      !isWanted(name)
      ? []
      : [[`\`deno task ${name}\``, task.description]]
  );
  return markdownTable(["Task", "What it does"], rows);
}

/** The description of a variable for people. */
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

function stackTable(
  compose: string,
  imports: Config["imports"],
): string {
  const image = (name: string): string =>
    new RegExp(`image: .*\\b${name}:([^@}\\s]+)`).exec(compose)?.[1] ?? "";
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
    ["Load", "`deno task loadgen`; Locust", "2.43.4", "weeks 1 and 10"],
  ]);
}

/** The layers from the bottom to the top. */
function layersText(): string {
  return LAYERS.map((wings) => `\`${wings.join(", ")}\``).join(" < ");
}
