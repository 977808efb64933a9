/**
 * A soak in words.
 * @module
 */

import { circumstances } from "../../lib/measured/mod.ts";
import { MAX_GROWTH, type SoakReport } from "./soak.ts";

/** The figures, as a document has them. */
export function soakText(
  { summary, memory, books, broken }: SoakReport,
): string {
  const { run, requests, arrivals } = summary;
  const { p50, p99, max } = requests.latencyMs;
  return [
    `${arrivals.started} visits in ${run.seconds.toFixed(0)} s, ` +
    `${arrivals.perSecond.toFixed(1)} a second; ${requests.count} requests, ` +
    `${requests.failures} failed, ${arrivals.dropped} visits dropped; ` +
    `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms.`,
    "",
    `Orders that visitors got: ${summary.orders.completed}; in the ` +
    `database: ${books.orders}; charges: ${books.charges}.`,
    "",
    "| Memory (MiB) | After warming up | At the end | Growth | Most |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...memory.map(({ name, early, late, growth, most }) =>
      `| ${name} | ${early.toFixed(1)} | ${late.toFixed(1)} | ` +
      `${(growth * 100).toFixed(1)} % | ${most.toFixed(1)} |`
    ),
    "",
    broken.length === 0
      ? `Every promise was kept: no error, no growth beyond ${
        MAX_GROWTH * 100
      } %, orders = charges = rows.`
      : `Broken: ${broken.join("; ")}.`,
  ].join("\n");
}

/** The document that `--write` leaves. */
export function soakDocument(report: SoakReport, now: number): string {
  return `# The soak

DO NOT EDIT: written by \`deno task e2e:soak --write\`.

${circumstances(now)}, load generator included. Visits by the scenario
\`mixed\`: 70 look, 20 reserve, 10 buy of a hundred. Memory: of a service its
resident set; of PostgreSQL and Redis what their processes have for themselves.
Warming up is the first tenth of the run; the figures are medians of the tenth
after it, and of the last.

${soakText(report)}
`;
}
