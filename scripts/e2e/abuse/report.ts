/**
 * The attack in words.
 * @module
 */

import { circumstances } from "../../lib/measured/mod.ts";
import { brokenIn, type Findings, percentile } from "./verdict.ts";

/** Tables and a verdict. */
export function abuseText(findings: Findings): string {
  const { tallies, told, services } = findings;
  const statuses = [...told.statuses].toSorted(([a], [b]) => a - b)
    .map(([status, count]) => `${status || "none"}: ${count}`).join(", ");
  const broken = brokenIn(findings);
  return [
    "| Attack | Opened | Refused | 2xx | 4xx | 5xx | Closed unanswered | " +
    "Outlasted |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...[...tallies].toSorted(([a], [b]) => a < b ? -1 : 1)
      .map(([kind, { opened, refused, classes, silent, outlasted }]) =>
        `| ${kind} | ${opened} | ${refused} | ${classes.get(2) ?? 0} | ` +
        `${classes.get(4) ?? 0} | ${classes.get(5) ?? 0} | ${silent} | ` +
        `${outlasted} |`
      ),
    "",
    `Honest calls by status: ${statuses}; p50 ${ms(told.ms, 50)}, ` +
    `p99 ${ms(told.ms, 99)}, max ${ms(told.ms, 100)}; orders: ${told.orders}.`,
    "",
    "| Memory (MiB) | Before | Most | After | 5xx | Errors logged | " +
    "SIGTERM amid it | Lost by it |",
    "| --- | ---: | ---: | ---: | ---: | ---: | --- | ---: |",
    ...services.map((
      { name, before, most, after, failures, errors, end, lost },
    ) =>
      `| ${name} | ${before.toFixed(0)} | ${most.toFixed(0)} | ` +
      `${after.toFixed(0)} | ${failures} | ${errors} | ${end} | ${lost} |`
    ),
    "",
    broken.length === 0
      ? "Every promise was kept."
      : `Broken: ${broken.join("; ")}.`,
  ].join("\n");
}

function ms(values: readonly number[], percent: number): string {
  return `${percentile(values, percent).toFixed(0)} ms`;
}

/** The document that `--write` leaves. */
export function abuseDocument(
  findings: Findings,
  { seconds, now }: { readonly seconds: number; readonly now: number },
): string {
  return `# The attack

DO NOT EDIT: written by \`deno task e2e:abuse --write\`.

${findings.connections} hostile connections over the three services in ${seconds} s on
${circumstances(now)}, attackers and
customers included. Honest customers list, reserve and pay meanwhile. Memory is
the resident set: the median under honest traffic alone before the attack, and
the least in the half minute after it, under the same traffic.

${abuseText(findings)}
`;
}
