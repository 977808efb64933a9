/**
 * The rules of Lab 3 in pieces, from which its variants are made.
 * @module
 */

import type { Change, Listed } from "../../../scripts/checks/variants/mod.ts";

/** The file of the rules. */
export const RULES = "monitoring/prometheus/rules.yml";
/** The configuration that loads them. */
export const CONFIG = "monitoring/prometheus/prometheus.yml";

/** Good answers. */
export const GOOD = 'sum(rate(gateway_requests_total{status!~"5.."}[5m]))';
/** All answers. */
export const ALL = "sum(rate(gateway_requests_total[5m]))";
/** The availability. */
export const SHARE = `(${GOOD} or vector(0))\n          / (${ALL} > 0)`;
/** Quick answers. */
export const FAST =
  'sum(rate(gateway_request_duration_seconds_bucket{le="0.5"}[5m]))';
/** All that were timed. */
export const TIMED = "sum(rate(gateway_request_duration_seconds_count[5m]))";
/** The share of quick ones. */
export const LATENCY = `${FAST}\n          / (${TIMED} > 0)`;
/** The burn rate. */
export const BURN = "(1 - gateway:sli_availability:ratio_rate5m) / 0.005";
/** All pays. */
export const PAYS = 'gateway_requests_total{path="/reserve/{id}/pay"}';
/** The availability of paying. */
export const PAY =
  '(sum(rate(gateway_requests_total{path="/reserve/{id}/pay", status!~"5.."}[5m])) or vector(0))\n' +
  `          / (sum(rate(${PAYS}[5m])) > 0)`;

/** The four expressions as a file. */
export function rulesFile(
  { availability = SHARE, latency = LATENCY, burn = BURN, pay = PAY }: Exprs,
): string {
  const rule = (record: string, expr: string) =>
    `      - record: ${record}\n        expr: |\n          ${expr}\n`;
  return "groups:\n  - name: slo_rules\n    interval: 30s\n    rules:\n" +
    rule("gateway:sli_availability:ratio_rate5m", availability) +
    rule("gateway:sli_latency_500ms:ratio_rate5m", latency) +
    rule("gateway:error_budget_burn_rate:ratio_rate5m", burn) +
    rule("gateway:sli_pay_availability:ratio_rate5m", pay);
}

/** The rules replaced by a text. */
export function to(text: string): Change {
  return { [RULES]: () => text };
}

/** The expressions that differ from the right ones. */
export interface Exprs {
  readonly availability?: string;
  readonly latency?: string;
  readonly burn?: string;
  readonly pay?: string;
}

/** Listed variants of the rules. */
export function listed(
  all: Readonly<Record<string, Exprs | Change>>,
  kind: Listed["kind"],
  steps: readonly string[],
): readonly Listed[] {
  return Object.entries(all).map(([name, what]) => ({
    name,
    kind,
    steps,
    change: isChange(what) ? what : to(rulesFile(what)),
  }));
}

function isChange(what: Exprs | Change): what is Change {
  return Object.values(what).some((one) => typeof one === "function");
}
