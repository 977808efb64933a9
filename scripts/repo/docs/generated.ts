/**
 * What the documents' generated parts say.
 * @module
 */

import { type Blocks, markdownTable } from "../../lib/text/mod.ts";
import {
  type MetricInfo,
  metricsCatalogue,
} from "../../adapters/shop/metrics/mod.ts";

/** Of deno.json, what documents tell. */
export interface Config {
  readonly tasks: Readonly<
    Record<string, string | { readonly description?: string }>
  >;
}

/** All blocks that a document may have. */
export function generatedBlocks({ tasks }: Config): Blocks {
  return new Map([
    ["tasks", taskTable(tasks)],
    ["metrics", metricTable(metricsCatalogue())],
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

/** Tasks with a description; the others are steps of those. */
function taskTable(tasks: Config["tasks"]): string {
  const rows = Object.entries(tasks).flatMap(([name, task]) =>
    typeof task === "string" || task.description === undefined
      ? []
      : [[`\`deno task ${name}\``, task.description]]
  );
  return markdownTable(["Task", "What it does"], rows);
}
