/**
 * The page that an alert points to: what is known from the specification, and
 * the questions that only people can answer.
 * @module
 */

import { alertNames } from "./alerts.ts";
import { formatPromDuration } from "../../lib/text/mod.ts";
import { budgetSentence } from "./sentence.ts";
import type { Slo } from "./spec.ts";
import type { BurnWindow } from "./windows.ts";

/** A first version, for people to go on with. */
export function runbookStub(
  slo: Slo,
  windows: readonly BurnWindow[],
): string {
  const { page, ticket, absent, impossible } = alertNames(slo);
  const rows = windows.map(({ severity, factor, longMs, shortMs }) =>
    `| ${severity} | ${factor} x | ${formatPromDuration(longMs)} | ` +
    `${formatPromDuration(shortMs)} |`
  );
  return `# ${slo.displayName}

${slo.description} ${budgetSentence(slo)}.

| Who is told | When the budget burns | Over | And still over |
| --- | --- | --- | --- |
${rows.join("\n")}

## ${page}, ${ticket}

1. **Is it real?** \`slo:burn:ratio{slo="${slo.name}"}\` over all windows, and
   what customers get: buy a ticket yourself.
2. **What changed?** Deployments, faults in force (\`${slo.service}_faults_active\`), load.
3. **Where is it?** Follow one failed request by its \`request_id\` through the
   logs of all services.
4. **Make it stop, then find out why.** Roll back, end the fault, shed load.
5. **Is it over?** The page ends by itself within the short window.

## ${absent}

No series matches \`${slo.total}\`: is ${slo.service} up, is it scraped, was the
metric renamed? Until it is back, no alert can fire for this objective.

## ${impossible}

Good requests outnumber requests: the two selectors of the specification do not
count the same thing.

## What we have learned

Nothing yet: add what helped, with its date.
`;
}
