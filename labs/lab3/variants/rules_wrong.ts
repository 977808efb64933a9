/**
 * Rules of Lab 3 that are wrong in one point.
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
  type Exprs,
  GOOD,
  LATENCY,
  listed,
  PAY,
  RULES,
  rulesFile,
  SHARE,
  to,
} from "./rules_exprs.ts";

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

/** Each must fail at its step. */
export const WRONG_RULES: readonly Listed[] = [
  ...listed(WRONG, "neighbour", ["3.7"]),
  ...listed(WRONG_PAY, "neighbour", ["B.1"]),
];
