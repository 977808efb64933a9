/**
 * Alerts held against twenty days of the shop, and against where they go.
 * @module
 */

import {
  type Alerting,
  type AlertRule,
  BadRule,
  DAYS,
  evaluateDay,
  filled,
  kindOf,
  readAlerting,
  replay,
  type Told,
  waysOfRule,
} from "../../scripts/observe/alerts/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";

const FOLDER = "monitoring/grafana/provisioning/alerting";

/** Longest time that a policy may collect alerts before it tells the first (ms). */
const WAIT_MS = 60_000;

/** Step 6.3. */
export const replayed: Check = {
  id: "6.3",
  task: 1,
  title: "twenty days of the shop: woken when it matters, soon, and else never",
  hints: [
    "deno task alerts replay shows each day and the rule that was wrong.",
    "Of all requests one in eleven pays: measure those who pay, " +
    'path="/reserve/{id}/pay", and count every 5xx.',
    "Page: burn > 14.4 over 14m and 1m10s, or > 6 over 84m and 7m; ticket: > 3 over 5h36m " +
    "and 28m, or > 1 over 16h48m and 84m; each only with 20 pays in its long window.",
  ],
  async run(context) {
    const alerting = await readAlerting(context);
    const unreadable = problemOf(alerting);
    if (unreadable !== undefined) return unreadable;
    context.note("replaying twenty days, a quarter of a minute or more ...");
    try {
      const all = await replay(alerting, DAYS, context);
      return evaluateDays(
        DAYS.map((day) => evaluateDay(day, all.get(day) ?? [], alerting.root)),
      );
    } catch (error) {
      if (!(error instanceof BadRule)) throw error;
      return fail(
        `Prometheus cannot evaluate it: ${error.message}`,
        "rules that Prometheus takes",
        "the rule's expr; try it on http://localhost:9090",
      );
    }
  },
};

/** Evaluates how the days went. */
export function evaluateDays(all: readonly Told[]): Finding {
  const wrong = all.filter(({ verdict }) => verdict !== "right");
  const bound =
    `${all.length} of ${all.length} days right: none missed, none late, ` +
    "nobody woken for nothing";
  const half = all.find(({ day }) => day.name === "half of the payments fail");
  const soon = half?.pagedAfterMs === undefined
    ? "no page"
    : `a page after ${Math.round(half.pagedAfterMs / 1000)} s`;
  const measured =
    `${all.length - wrong.length} of ${all.length} days right; ` +
    `half of the payments fail: ${soon}`;
  const samples = all.map(({ day, ...rest }) => ({ day: day.name, ...rest }));
  if (wrong.length === 0) return pass(measured, bound, samples);
  const words = wrong.slice(0, 5).map(({ day, verdict, rules }) =>
    `${verdict}: ${day.name}${
      rules.length === 0 ? "" : ` (${rules.join(", ")})`
    }`
  );
  const more = wrong.length > 5 ? `; and ${wrong.length - 5} more` : "";
  return fail(
    `${measured}; ${words.join("; ")}${more}`,
    bound,
    "deno task alerts replay; the days are in scripts/observe/alerts/days.yaml",
    samples,
  );
}

/** Step 6.4. */
export const routed: Check = {
  id: "6.4",
  task: 1,
  title:
    "each page goes to somebody who is there, says a number, and names its runbook",
  hints: [
    "policies.yaml: the receiver of the root must be a contact point's name.",
    "group_wait is added to the time to detect: at most a minute. No mute timing, no isPaused.",
    'summary: {{ printf "%.1f" $values.A.Value }}; runbook: a path of this repository.',
  ],
  async run(context) {
    const alerting = await readAlerting(context);
    const unreadable = problemOf(alerting);
    if (unreadable !== undefined) return unreadable;
    const runbooks = await context.files(/\.md$/);
    return evaluateRouting(alerting, runbooks);
  },
};

/** Evaluates where pages go and what they say. */
export function evaluateRouting(
  alerting: Pick<Alerting, "rules" | "contacts" | "root">,
  documents: readonly string[],
): Finding {
  const { rules, contacts, root } = alerting;
  const bound =
    "each page reaches a webhook within a minute and nothing mutes it; its end is " +
    "told, too; its summary has a number, its runbook is there";
  const pages = rules.filter(({ labels }) => kindOf(labels) === "page");
  if (
    root === undefined && pages.every(({ receiver }) => receiver === undefined)
  ) {
    return notStarted(`there is no policy in ${FOLDER}`, "step 6.4");
  }
  const problems = pages.flatMap((rule) => {
    const ways = waysOfRule(root, rule);
    const found = contacts.filter(({ name, webhooks }) =>
      webhooks.length > 0 && ways.some(({ receiver }) => receiver === name)
    );
    const wait = Math.min(...ways.map(({ grouping }) => grouping.waitMs));
    const names = ways.map(({ receiver }) => receiver).join(", ") || "nobody";
    return [
      [
        found.length === 0,
        `goes to ${names}, which is no contact point with a webhook`,
      ],
      [
        found.length > 0 && !found.some((one) => one.tellsEnd),
        "its end is never told",
      ],
      [rule.isPaused, "is paused"],
      [ways.some(({ mutes }) => mutes.length > 0), "can be muted by a timing"],
      [
        rule.receiver === undefined &&
        ways.some(({ grouping: { by } }) =>
          by.length > 0 && !by.includes("alertname")
        ),
        "is not grouped by alertname" +
        (ways.some(({ grouping: { by } }) => by.includes("..."))
          ? ": '...' makes a group of each alert"
          : ""),
      ],
      [ways.length > 0 && wait > WAIT_MS, `waits ${wait / 1000} s for others`],
      [!saysNumber(rule), "its summary shows no number"],
      [
        runbookOf(rule, documents) === undefined,
        "names no runbook that is there",
      ],
    ].flatMap(([isWrong, words]) => isWrong ? [`${rule.name} ${words}`] : []);
  });
  const measured = pages.map((rule) =>
    `${rule.name} to ${
      waysOfRule(root, rule).map(({ receiver }) => receiver).join(", ")
    }`
  ).join("; ");
  return problems.length === 0
    ? pass(measured, bound, { pages: pages.map(({ name }) => name) })
    : fail(
      problems.join("; "),
      bound,
      `${FOLDER}: policies, contact points, annotations`,
    );
}

function saysNumber(
  { annotations, values, labels, dialect }: AlertRule,
): boolean {
  const text = filled(annotations.summary ?? "", { labels, values, dialect });
  return /\b42/.test(text) && !text.includes("[ var=") &&
    !text.includes("[no value]");
}

/** The document that a rule's annotations name, among those that are there. */
export function runbookOf(
  { annotations }: AlertRule,
  documents: readonly string[],
): string | undefined {
  const named = Object.entries(annotations)
    .filter(([key]) => /runbook/i.test(key)).map(([, value]) => value);
  return documents.find((path) => named.some((value) => value.endsWith(path)));
}

/** What keeps all checks of alerts from beginning; undefined: nothing. */
function problemOf({ problems, rules }: Alerting): Finding | undefined {
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
