/**
 * A student's alerting, for the checks that look at it.
 * @module
 */

import {
  type Alerting,
  type AlertRule,
  kindOf,
  readAlerting,
} from "../../scripts/observe/alerts/mod.ts";
import {
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
} from "../../scripts/checks/mod.ts";

/** Where it stands. */
export const FOLDER = "monitoring/grafana/provisioning/alerting";

/** The contact point of step 6.2. */
export const CONTACT_POINT = "quickticket-alerts";

/** The document that a rule's annotations name, among those that are there. */
export function runbookOf(
  { annotations }: AlertRule,
  documents: readonly string[],
): string | undefined {
  const named = Object.entries(annotations)
    .filter(([key]) => /runbook/i.test(key)).map(([, value]) => value);
  return documents.find((path) => named.some((value) => value.endsWith(path)));
}

/** The reason why no check of alerts can begin; undefined: they can. */
export function problemOf(
  { problems, untranslated, rules }: Alerting,
): Finding | undefined {
  if (untranslated.length > 0 && problems.length === 0) {
    return couldNotVerify(
      untranslated.join("; "),
      "queries, reduce, math, threshold or classic conditions",
      FOLDER,
    );
  }
  if (problems.length > 0) {
    return fail(problems.join("; "), "files that can be read", FOLDER);
  }
  return rules.some(({ labels }) => kindOf(labels) === "page")
    ? undefined
    : notStarted(
      `no rule in ${FOLDER} has the label severity: page`,
      "step 6.3",
    );
}

/** All alerting of a student, for other checks. */
export async function pagesOf(
  context: CheckContext,
): Promise<readonly AlertRule[]> {
  const { rules } = await readAlerting(context);
  return rules.filter(({ labels }) => kindOf(labels) === "page");
}
