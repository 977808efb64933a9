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
  readonly severity: "critical" | "warning";
  readonly summary: string;
  readonly description: string;
}

/** Name of the contact point. */
export const CONTACT_POINT = "quickticket-alerts";

/** The inbox, by its name in compose. */
const INBOX = "http://inbox:8086/alerts";

const FAILED = 'gateway_requests_total{status=~"5.."}';

/** Burn rate of the gateway's 99.5 % over a window; nothing without traffic. */
function burnRate(window: string): string {
  return `(sum(rate(${FAILED}[${window}])) or vector(0)) ` +
    `/ (sum(rate(gateway_requests_total[${window}])) > 0) / 0.005`;
}

/** The rules of the lab. */
export const GRAFANA_ALERTS: readonly GrafanaAlert[] = [
  {
    uid: "quickticket-high-error-rate",
    title: "High Error Rate",
    // By path: paying is a tenth of the traffic, and half of a tenth is less
    // than 5 % of all.
    expr: `100 * sum by (path) (rate(${FAILED}[5m])) ` +
      "/ sum by (path) (rate(gateway_requests_total[5m])) or " +
      "0 * sum by (path) (rate(gateway_requests_total[5m]))",
    above: 5,
    for: "2m",
    severity: "critical",
    summary: '{{ printf "%.1f" $values.A.Value }} % of the requests to ' +
      "{{ $labels.path }} fail",
    description: "Server errors over 5 minutes are above 5 % of this path's " +
      "requests. First step: buy a ticket yourself.",
  },
  {
    uid: "quickticket-slo-burn-rate",
    title: "SLO Burn Rate",
    // The short window ends the alert soon after its cause.
    expr: `${burnRate("30m")} and ${burnRate("5m")} > 6`,
    above: 6,
    for: "5m",
    severity: "warning",
    summary: "The error budget burns " +
      '{{ printf "%.1f" $values.A.Value }} times too fast',
    description: "99.5 % of 7 days: at 6 times the budget is gone after 28 " +
      "hours. Measured over 30 minutes and still true over 5.",
  },
];

/** How often rules are evaluated. */
const INTERVAL = "1m";

/** Texts of the provisioning files, by name. */
export function alertingFiles(): ReadonlyMap<string, string> {
  const header = "# DO NOT EDIT: written by deno task dashboards\n";
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
            uid: "quickticket-inbox",
            type: "webhook",
            settings: { url: INBOX, httpMethod: "POST" },
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
  const { uid, title, expr, above, severity, summary, description } = alert;
  const relativeTimeRange = { from: 1800, to: 0 };
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
    annotations: { summary, description },
  };
}
