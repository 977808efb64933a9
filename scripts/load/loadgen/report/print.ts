/**
 * Prints a run's result.
 * @module
 */

import type { Host } from "../../../lib/cli/mod.ts";
import { locustTable } from "./locust_table.ts";
import { summaryText, verdictText } from "./report.ts";
import type { Summary } from "../result/summary.ts";

/** The result, for people or for programs. */
export function tell(host: Host, summary: Summary, asJson: boolean): void {
  const verdict = verdictText(summary.verdict);
  if (asJson) {
    host.out(JSON.stringify(summary));
    if (!summary.verdict.passed) verdict.forEach(host.err);
    return;
  }
  if (summary.run.load.kind === "closed") {
    host.out(locustTable(summary) + "\n");
  }
  host.out(summaryText(summary));
  verdict.forEach(host.out);
}
