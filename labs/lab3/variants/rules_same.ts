/**
 * Rules of Lab 3 in other words.
 * @module
 */

import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";
import {
  ALL,
  BURN,
  CONFIG,
  type Exprs,
  FAST,
  GOOD,
  LATENCY,
  listed,
  PAY,
  PAYS,
  RULES,
  rulesFile,
  SHARE,
  TIMED,
  to,
} from "./rules_exprs.ts";

/** Ways to say the same. */
const SAME: Readonly<Record<string, Exprs | Change>> = {
  "one less the share of failures": {
    availability:
      `1 - (sum(rate(gateway_requests_total{status=~"5.."}[5m])) or vector(0)) / (${ALL} > 0)`,
  },
  "all less failures": {
    availability:
      `((${ALL} > 0) - (sum(rate(gateway_requests_total{status=~"5.."}[5m])) or vector(0))) / (${ALL} > 0)`,
  },
  "increase": { availability: SHARE.replaceAll("rate(", "increase(") },
  "no value by 0 divided by 0": {
    availability: `(${GOOD} or vector(0)) / ${ALL}`,
  },
  "the window in seconds": { availability: SHARE.replaceAll("[5m]", "[300s]") },
  "the window in parts": { availability: SHARE.replaceAll("[5m]", "[4m60s]") },
  "another pattern of 5xx": {
    availability: SHARE.replaceAll("5..", "5[0-9]{2}"),
  },
  "any number after the 5": { availability: SHARE.replaceAll("5..", "5.+") },
  "good statuses by name": {
    availability: SHARE.replace('status!~"5.."', 'status=~"[1234].."'),
  },
  "good statuses as alternatives": {
    availability: SHARE.replace('status!~"5.."', 'status=~"2..|3..|4.."'),
  },
  "the job in every selector": {
    availability: SHARE.replace("{status", '{job="gateway",status')
      .replace("total[5m]", 'total{job="gateway"}[5m]'),
  },
  "the instance in every selector": {
    availability: SHARE.replace("{status", '{instance="gateway:8080",status')
      .replace("total[5m]", 'total{instance=~"gateway:.+"}[5m]'),
  },
  "single quotes": { availability: SHARE.replaceAll('"', "'") },
  "backquotes": { availability: SHARE.replaceAll('"', "`") },
  "the name as a label": {
    availability: SHARE.replaceAll(
      "gateway_requests_total{",
      '{__name__="gateway_requests_total",',
    ),
  },
  "sum by nothing": {
    availability: SHARE.replaceAll("sum(", "sum by () ("),
  },
  "probes left out, which no counter has": {
    availability: SHARE.replace(
      "{status",
      '{path!~"/health|/livez|/metrics",status',
    )
      .replace("total[5m]", 'total{path!~"/health|/livez|/metrics"}[5m]'),
  },
  "comments in the expression": {
    availability:
      `# good\n          (${GOOD} or vector(0))\n          # all\n          / (${ALL} > 0)`,
  },
  "a comparison with !=": {
    availability: `(${GOOD} or vector(0)) / (${ALL} != 0)`,
  },
  "and instead of a comparison": {
    availability: `((${GOOD} or vector(0)) / ${ALL}) and (${ALL} > 0)`,
  },
  "or a zero made of all": {
    availability: `(${GOOD} or ${ALL} * 0) / (${ALL} > 0)`,
  },
  "absent instead of vector": {
    availability: `(${GOOD} or absent(foo) * 0) / (${ALL} > 0)`,
  },
  "the bucket of infinity as the count": {
    latency: LATENCY.replace("count[5m]", 'bucket{le="+Inf"}[5m]'),
  },
  "one less the slow ones": {
    latency: `1 - ((${TIMED} - ${FAST}) / (${TIMED} > 0))`,
  },
  "the bound as a pattern": {
    latency: LATENCY.replace('le="0.5"', 'le=~"0[.]5"'),
  },
  "latency with 0 divided by 0": { latency: `${FAST} / ${TIMED}` },
  "a zero for quick ones": {
    latency: `(${FAST} or vector(0)) / (${TIMED} > 0)`,
  },
  "latency out of increases": {
    latency: LATENCY.replaceAll("rate(", "increase("),
  },
  "times 200": { burn: "(1 - gateway:sli_availability:ratio_rate5m) * 200" },
  "the budget as one less the objective": {
    burn: "(1 - gateway:sli_availability:ratio_rate5m) / (1 - 0.995)",
  },
  "the burn rate in percent of percent": {
    burn: "100 * (1 - gateway:sli_availability:ratio_rate5m) / 0.5",
  },
  "the burn rate out of the counters": {
    burn:
      `((sum(rate(gateway_requests_total{status=~"5.."}[5m])) or vector(0)) / (${ALL} > 0)) / 0.005`,
  },
  "pays by a pattern": {
    pay: PAY.replaceAll('path="/reserve/{id}/pay"', 'path=~".*/pay"'),
  },
  "pays by two labels": {
    pay: PAY.replaceAll('path="', 'method="POST",path="'),
  },
  "one less the pays that fail": {
    pay:
      `1 - (sum(rate(gateway_requests_total{path="/reserve/{id}/pay",status=~"5.."}[5m])) or vector(0)) / (sum(rate(${PAYS}[5m])) > 0)`,
  },
  "CRLF": edited(RULES, (text) => text.replaceAll("\n", "\r\n")),
  "a byte order mark": edited(RULES, (text) => `\uFEFF${text}`),
  "rules as JSON": to(JSON.stringify({
    groups: [{
      name: "slo_rules",
      rules: [
        { record: "gateway:sli_availability:ratio_rate5m", expr: SHARE },
        { record: "gateway:sli_latency_500ms:ratio_rate5m", expr: LATENCY },
        { record: "gateway:error_budget_burn_rate:ratio_rate5m", expr: BURN },
        { record: "gateway:sli_pay_availability:ratio_rate5m", expr: PAY },
      ],
    }],
  })),
  "folded expressions": edited(
    RULES,
    (text) => text.replaceAll("expr: |", "expr: >-"),
  ),
  "expr before record": edited(
    RULES,
    (text) =>
      text.replace(
        /- record: (gateway:error\S+)\n\s+expr: (.+)/,
        "- expr: $2\n        record: $1",
      ),
  ),
  "labels on every rule": edited(
    RULES,
    (text) =>
      text.replaceAll(/(- record: .+)/g, "$1\n        labels: { team: shop }")
        .replace("(1 - gateway:sli", "(1 - ignoring(team) gateway:sli")
        .replace("ignoring(team) ", ""),
  ),
  "a group for each rule": edited(RULES, (text) =>
    text.replace(
      "      - record: gateway:sli_latency",
      "  - name: latency\n    rules:\n      - record: gateway:sli_latency",
    )),
  "another name of the group": edited(
    RULES,
    (text) => text.replace("slo_rules", "quickticket.slo"),
  ),
  "an interval of 15 s": edited(
    RULES,
    (text) => text.replace("interval: 30s", "interval: 15s"),
  ),
  "no interval": edited(
    RULES,
    (text) => text.replace("    interval: 30s\n", ""),
  ),
  "intermediate rules": to(
    rulesFile({
      availability:
        "(gateway:good:rate5m or vector(0)) / (gateway:requests:rate5m > 0)",
    }).replace(
      "    rules:\n",
      "    rules:\n" +
        `      - record: gateway:good:rate5m\n        expr: ${GOOD}\n` +
        `      - record: gateway:requests:rate5m\n        expr: ${ALL}\n`,
    ),
  ),
  "an alert in the same file": edited(
    RULES,
    (text) =>
      `${text.trimEnd()}\n      - alert: Burning\n        expr: gateway:error_budget_burn_rate:ratio_rate5m > 14.4\n`,
  ),
  "rules in a folder": {
    [RULES]: () => undefined,
    "monitoring/prometheus/rules/slo.yml": (old) => old(RULES),
    [CONFIG]: (old) => old(CONFIG).replace("rules.yml", "rules/*.yml"),
  },
  "a file for each rule": {
    [RULES]: () => undefined,
    "monitoring/prometheus/slo/a.yaml": () =>
      `groups: [{name: a, rules: [{record: "gateway:sli_availability:ratio_rate5m", expr: '${SHARE}'}, {record: "gateway:error_budget_burn_rate:ratio_rate5m", expr: '${BURN}'}]}]\n`,
    "monitoring/prometheus/slo/b.yaml": () =>
      `groups: [{name: b, rules: [{record: "gateway:sli_latency_500ms:ratio_rate5m", expr: '${LATENCY}'}]}]\n`,
    "monitoring/prometheus/pay/b.yaml": () =>
      `groups: [{name: c, rules: [{record: "gateway:sli_pay_availability:ratio_rate5m", expr: '${PAY}'}]}]\n`,
    [CONFIG]: (old) =>
      old(CONFIG).replace("rules.yml", "slo/*.yaml\n  - pay/*.yaml"),
  },
  "an old copy that nothing loads": {
    "monitoring/prometheus/rules-old.yml": (old) =>
      old(RULES).replaceAll("[5m]", "[1m]"),
  },
};

/** Each must pass both steps. */
export const SAME_RULES: readonly Listed[] = listed(SAME, "equivalent", [
  "3.7",
  "B.1",
]);
