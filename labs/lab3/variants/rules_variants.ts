/**
 * Rules of Lab 3 in other words, and rules that are wrong in one point.
 * @module
 */

import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";

const RULES = "monitoring/prometheus/rules.yml";
const CONFIG = "monitoring/prometheus/prometheus.yml";

const GOOD = 'sum(rate(gateway_requests_total{status!~"5.."}[5m]))';
const ALL = "sum(rate(gateway_requests_total[5m]))";
const SHARE = `(${GOOD} or vector(0))\n          / (${ALL} > 0)`;
const FAST = 'sum(rate(gateway_request_duration_seconds_bucket{le="0.5"}[5m]))';
const TIMED = "sum(rate(gateway_request_duration_seconds_count[5m]))";
const LATENCY = `${FAST}\n          / (${TIMED} > 0)`;
const BURN = "(1 - gateway:sli_availability:ratio_rate5m) / 0.005";
const PAYS = 'gateway_requests_total{path="/reserve/{id}/pay"}';
const PAY =
  '(sum(rate(gateway_requests_total{path="/reserve/{id}/pay", status!~"5.."}[5m])) or vector(0))\n' +
  `          / (sum(rate(${PAYS}[5m])) > 0)`;

/** The four expressions as a file. */
function rulesFile(
  { availability = SHARE, latency = LATENCY, burn = BURN, pay = PAY },
): string {
  const rule = (record: string, expr: string) =>
    `      - record: ${record}\n        expr: |\n          ${expr}\n`;
  return "groups:\n  - name: slo_rules\n    interval: 30s\n    rules:\n" +
    rule("gateway:sli_availability:ratio_rate5m", availability) +
    rule("gateway:sli_latency_500ms:ratio_rate5m", latency) +
    rule("gateway:error_budget_burn_rate:ratio_rate5m", burn) +
    rule("gateway:sli_pay_availability:ratio_rate5m", pay);
}

const to = (text: string): Change => ({ [RULES]: () => text });

type Exprs = Parameters<typeof rulesFile>[0];

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

/** Wrong in one point: the expressions. */
const WRONG: Readonly<Record<string, Exprs | Change>> = {
  "a window of 4 minutes": { availability: SHARE.replaceAll("5m", "4m") },
  "a window of 6 minutes": { availability: SHARE.replaceAll("5m", "6m") },
  "a window of 1 minute": { availability: SHARE.replaceAll("5m", "1m") },
  "a window of 10 minutes": { availability: SHARE.replaceAll("5m", "10m") },
  "a window of 5 seconds too many zeros": {
    availability: SHARE.replaceAll("5m", "50m"),
  },
  "another window above than below": {
    availability: SHARE.replace("[5m]", "[1m]"),
  },
  "an offset of 2 minutes": {
    availability: SHARE.replaceAll("[5m]", "[5m] offset 2m"),
  },
  "an offset of 1 minute": {
    availability: SHARE.replaceAll("[5m]", "[5m] offset 1m"),
  },
  "irate": { availability: SHARE.replaceAll("rate(", "irate(") },
  "delta": { availability: SHARE.replaceAll("rate(", "delta(") },
  "counters without a rate": {
    availability: SHARE.replaceAll("rate(", "(").replaceAll("[5m]", ""),
  },
  "the mean of shares of a minute": {
    availability: `avg_over_time((${SHARE.replaceAll("5m", "1m")})[5m:15s])`,
  },
  "only 503": { availability: SHARE.replace('!~"5.."', '!="503"') },
  "only 502 and 503": { availability: SHARE.replace("5..", "50[23]") },
  "4xx fail too": { availability: SHARE.replace("5..", "[45]..") },
  "429 fails too": { availability: SHARE.replace("5..", "5..|429") },
  "only 2xx are good": { availability: SHARE.replace('!~"5.."', '=~"2.."') },
  "a pattern that is not anchored as meant": {
    availability: SHARE.replace("5..", "5"),
  },
  "failures, not good ones": { availability: SHARE.replace("!~", "=~") },
  "no sum": { availability: SHARE.replaceAll("sum(", "(") },
  "sums by path": { availability: SHARE.replaceAll("sum(", "sum by (path) (") },
  "the mean of the paths": {
    availability:
      'avg(sum by (path) (rate(gateway_requests_total{status!~"5.."}[5m])) / sum by (path) (rate(gateway_requests_total[5m])))',
  },
  "no vector(0)": { availability: `${GOOD} / (${ALL} > 0)` },
  "full where nobody asks": { availability: `${SHARE} or vector(1)` },
  "zero where nobody asks": { availability: `${SHARE} or vector(0)` },
  "at least one request": {
    availability: `(${GOOD} or vector(0)) / clamp_min(${ALL}, 1)`,
  },
  "only where there is much traffic": {
    availability: SHARE.replace("> 0)", "> 1)"),
  },
  "of the events service": {
    availability: SHARE.replaceAll("gateway_requests", "events_requests"),
  },
  "of lists only": {
    availability: SHARE.replaceAll(
      "gateway_requests_total",
      'gateway_requests_total{path="/events"}',
    ).replace('"}{', '",'),
  },
  "percent": { availability: `100 * ${SHARE}` },
  "another label": { availability: SHARE.replace("status", "code") },
  "probes": { availability: 'avg(avg_over_time(up{job="gateway"}[5m]))' },
  "the last value for ever": {
    availability:
      `(${SHARE}) or last_over_time(gateway:sli_availability:ratio_rate5m[1h])`,
  },
  "the bucket of 1 s": { latency: LATENCY.replace("0.5", "1") },
  "the bucket of 0.25 s": { latency: LATENCY.replace("0.5", "0.25") },
  "a bucket that there is not": { latency: LATENCY.replace("0.5", "0.4") },
  "latency over 4 minutes": { latency: LATENCY.replaceAll("5m", "4m") },
  "latency over 30 minutes": { latency: LATENCY.replaceAll("5m", "30m") },
  "latency with an offset": {
    latency: LATENCY.replaceAll("[5m]", "[5m] offset 1m"),
  },
  "latency of pays": {
    latency: LATENCY.replaceAll("{le", '{path="/reserve/{id}/pay",le').replace(
      "count[",
      'count{path="/reserve/{id}/pay"}[',
    ),
  },
  "latency, full where nobody asks": { latency: `${LATENCY} or vector(1)` },
  "latency without sums": { latency: LATENCY.replaceAll("sum(", "(") },
  "a median instead of a share": {
    latency:
      "histogram_quantile(0.95, sum by (le) (rate(gateway_request_duration_seconds_bucket[5m])))",
  },
  "a budget of 5 %": { burn: BURN.replace("0.005", "0.05") },
  "a budget of 0.05 %": { burn: BURN.replace("0.005", "0.0005") },
  "divided by the objective": { burn: BURN.replace("0.005", "0.995") },
  "the burn rate of what is good": {
    burn: "gateway:sli_availability:ratio_rate5m / 0.005",
  },
  "the burn rate of latency": {
    burn: BURN.replace("availability", "latency_500ms"),
  },
  "no burn rate while all is well": { burn: `${BURN} > 0` },
  "the burn rate over an hour": {
    burn:
      `((sum(rate(gateway_requests_total{status=~"5.."}[1h])) or vector(0)) / (sum(rate(gateway_requests_total[1h])) > 0)) / 0.005`,
  },
  "the burn rate is 0 where nobody asks": { burn: `${BURN} or vector(0)` },
  "a parenthesis is missing": { burn: BURN.replace(")", "") },
  "evaluated every five minutes": edited(
    RULES,
    (text) => text.replace("interval: 30s", "interval: 5m"),
  ),
  "a name with a letter off": edited(
    RULES,
    (text) => text.replaceAll("latency_500ms", "latency_500"),
  ),
  "a rule missing": edited(
    RULES,
    (text) =>
      text.replace("gateway:error_budget_burn_rate:ratio_rate5m", "burn:ratio"),
  ),
  "the kind of the operator": to(
    `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: slo }\nspec:\n${
      rulesFile({}).replaceAll(/^/gm, "  ")
    }`,
  ),
};

/** Wrong in one point: the bonus. */
const WRONG_PAY: Readonly<Record<string, Exprs | Change>> = {
  "all paths": { pay: SHARE },
  "all requests below": {
    pay: PAY.replace('total{path="/reserve/{id}/pay"}[5m]', "total[5m]"),
  },
  "reservations too": {
    pay: PAY.replaceAll('path="/reserve/{id}/pay"', 'path=~".*reserve.*"'),
  },
  "a path that there is not": {
    pay: PAY.replaceAll("/reserve/{id}/pay", "/pay"),
  },
  "the id in the path": {
    pay: PAY.replaceAll(
      'path="/reserve/{id}/pay"',
      'path=~"/reserve/[0-9]+/pay"',
    ),
  },
  "charges of payments": {
    pay: PAY.replaceAll("gateway_requests_total", "payments_requests_total")
      .replaceAll("/reserve/{id}/pay", "/charge"),
  },
  "pays over 4 minutes": { pay: PAY.replaceAll("5m", "4m") },
  "pays over 10 minutes": { pay: PAY.replaceAll("5m", "10m") },
  "pays with an offset": { pay: PAY.replaceAll("[5m]", "[5m] offset 90s") },
  "pays without vector(0)": { pay: PAY.replace(" or vector(0)", "") },
  "pays, full where nobody pays": { pay: `${PAY} or vector(1)` },
  "pays that fail with 503 only": { pay: PAY.replace('!~"5.."', '!="503"') },
  "pays, at least one": { pay: PAY.replace("> 0)", "> 0.5)") },
  "pays with irate": { pay: PAY.replaceAll("rate(", "irate(") },
};

function variants(
  all: Readonly<Record<string, Exprs | Change>>,
  kind: Listed["kind"],
  step: (name: string) => readonly string[],
): readonly Listed[] {
  return Object.entries(all).map(([name, what]) => ({
    name,
    kind,
    steps: step(name),
    change: isChange(what) ? what : to(rulesFile(what)),
  }));
}

function isChange(what: Exprs | Change): what is Change {
  return Object.values(what).some((one) => typeof one === "function");
}

/** Rules in other words, and wrong ones. */
export const RULES_VARIANTS: readonly Listed[] = [
  ...variants(SAME, "equivalent", () => ["3.7", "B.1"]),
  ...variants(WRONG, "neighbour", () => ["3.7"]),
  ...variants(WRONG_PAY, "neighbour", () => ["B.1"]),
];
