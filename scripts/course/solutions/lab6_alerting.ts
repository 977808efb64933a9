/**
 * Lab 6's solution as files that Grafana provisions: two alert rules, where
 * alerts go, and how they are grouped.
 * @see https://grafana.com/docs/grafana/latest/alerting/set-up/provision-alerting-resources/file-provisioning/
 * @module
 */

import { stringify } from "yaml";

/** An alert rule in words that do not depend on Grafana's format. */
export interface GrafanaAlert {
  readonly uid: string;
  readonly title: string;
  /** PromQL; each series of its answer is an alert of its own. */
  readonly expr: string;
  /** It fires above that. */
  readonly above: number;
  readonly for: string;
  readonly severity: "page" | "ticket";
  readonly summary: string;
  readonly description: string;
  /** Where it says what to do. */
  readonly runbook: string;
}

/** Name of the contact point. */
export const CONTACT_POINT = "quickticket-alerts";

/** The alert receiver, by its name in compose. */
const ALERT_RECEIVER = "http://alert-receiver:8086/alerts";

const PAY = 'gateway_requests_total{path="/reserve/{id}/pay"}';
const FAILED = 'gateway_requests_total{path="/reserve/{id}/pay",status=~"5.."}';

/** How many times too fast paying spends its budget, 0.5 % of 7 days. */
function burnRate(window: string): string {
  return `(sum(rate(${FAILED}[${window}])) or vector(0)) ` +
    `/ (sum(rate(${PAY}[${window}])) > 0) / 0.005`;
}

/**
 * True while it burns: over the long window, so that it matters, and over the
 * short one, so that it still goes on. Fewer than twenty payments are too few
 * to wake an engineer for.
 */
function burns(factor: number, long: string, short: string): string {
  return `(${burnRate(long)} > ${factor} and ${burnRate(short)} > ${factor} ` +
    `and sum(increase(${PAY}[${long}])) >= 20)`;
}

/** The rules of the lab: the published pairs, for 7 days in place of 30. */
export const GRAFANA_ALERTS: readonly GrafanaAlert[] = [
  {
    uid: "quickticket-pay-burns-fast",
    title: "Pay Budget Burns Fast",
    expr: `${burns(14.4, "14m", "1m10s")} or ${burns(6, "84m", "7m")}`,
    above: 0,
    for: "0s",
    severity: "page",
    summary: "Paying fails: its error budget burns " +
      '{{ printf "%.1f" $values.A.Value }} times too fast',
    description: "99.5 % of 7 days: at 14.4 times it is gone after 12 hours. " +
      "First step: buy a ticket yourself.",
    runbook: "monitoring/runbooks/payments-failing.md",
  },
  {
    uid: "quickticket-pay-burns-slowly",
    title: "Pay Budget Burns Slowly",
    expr: `${burns(3, "5h36m", "28m")} or ${burns(1, "16h48m", "84m")}`,
    above: 0,
    for: "0s",
    severity: "ticket",
    summary: "Paying fails now and then: its error budget burns " +
      '{{ printf "%.1f" $values.A.Value }} times too fast',
    description:
      "At 1 it lasts for exactly 7 days. Look this week, not tonight.",
    runbook: "monitoring/runbooks/payments-failing.md",
  },
];

/** How often rules are evaluated. */
const INTERVAL = "1m";

/** Texts of the provisioning files, by name. */
export function alertingFiles(): ReadonlyMap<string, string> {
  const header = "# DO NOT EDIT: written by deno task course solutions\n";
  const file = (content: Readonly<Record<string, unknown>>): string =>
    header + stringify({ apiVersion: 1, ...content }, { lineWidth: 0 });
  return new Map([
    [
      "contact-points.yaml",
      file({
        contactPoints: [{
          orgId: 1,
          name: CONTACT_POINT,
          receivers: [{
            uid: "quickticket-alert-receiver",
            type: "webhook",
            settings: { url: ALERT_RECEIVER, httpMethod: "POST" },
            disableResolveMessage: false,
          }],
        }],
      }),
    ],
    [
      "policies.yaml",
      file({
        policies: [{
          orgId: 1,
          receiver: CONTACT_POINT,
          group_by: ["alertname"],
          group_wait: "30s",
          group_interval: "1m",
          repeat_interval: "5m",
        }],
      }),
    ],
    [
      "rules.yaml",
      file({
        groups: [{
          orgId: 1,
          name: "quickticket",
          folder: "QuickTicket",
          interval: INTERVAL,
          rules: GRAFANA_ALERTS.map(ruleOf),
        }],
      }),
    ],
  ]);
}

function ruleOf(alert: GrafanaAlert): Readonly<Record<string, unknown>> {
  const { uid, title, expr, above, severity } = alert;
  const { summary, description, runbook } = alert;
  const relativeTimeRange = { from: 600, to: 0 };
  return {
    uid,
    title,
    condition: "B",
    data: [
      {
        refId: "A",
        relativeTimeRange,
        datasourceUid: "prometheus",
        model: { refId: "A", expr, instant: true },
      },
      {
        refId: "B",
        relativeTimeRange,
        datasourceUid: "__expr__",
        model: {
          refId: "B",
          type: "threshold",
          expression: "A",
          conditions: [{ evaluator: { type: "gt", params: [above] } }],
        },
      },
    ],
    // No traffic is no error; that there is none is for another alert.
    noDataState: "OK",
    execErrState: "Error",
    for: alert.for,
    labels: { severity },
    annotations: { summary, description, runbook },
  };
}
