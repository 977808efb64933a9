/**
 * Analyses of the student's own: as good ones, and wrong ones.
 * @module
 */

import type { Listed } from "../../../scripts/checks/variants/mod.ts";

const PLAN = "k8s/gateway.yaml";
const ALL = ["B.2", "B.3", "B.4"];

/** A template of one's own in the place of the course's. */
function form(
  kind: Listed["kind"],
  steps: readonly string[],
  name: string,
  metrics: string,
  edit: (plan: string) => string = (plan) => plan,
): Listed {
  return {
    name: `${name} (analysis)`,
    kind,
    steps,
    change: {
      [PLAN]: (old) =>
        edit(
          old(PLAN).replace(
            "templateName: gateway-canary",
            "templateName: own",
          ),
        ),
      "k8s/analysis.yaml": () =>
        `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: own }
spec:
  args: [{ name: canary-hash }]
${metrics}`,
    },
  };
}

const HASH = 'rs_hash="{{args.canary-hash}}"';

/** Share of errors; nothing where there was no request. */
function ratio(selector: string, conditions: string, last = "> 0"): string {
  const failed = selector === "" ? "" : `${selector},`;
  return `  metrics:
    - name: errors
      interval: 20s
      count: 3
${conditions.replaceAll(/^/gm, "      ")}
      provider:
        prometheus:
          address: http://prometheus.monitoring.svc:9090
          query: |
            (sum(rate(gateway_requests_total{${failed}status=~"5.."}[1m])) or vector(0))
              / (sum(rate(gateway_requests_total{${selector}}[1m])) ${last})
`;
}

const BOTH =
  "successCondition: len(result) > 0 && result[0] < 0.05\nfailureCondition: len(result) > 0 && result[0] >= 0.05";

/** As good. */
export const SAME_TEMPLATES: readonly Listed[] = [
  form("equivalent", ALL, "one ratio", ratio(HASH, BOTH)),
  form(
    "equivalent",
    ALL,
    "words for signs",
    ratio(HASH, BOTH.replaceAll("&&", "and")),
  ),
  form(
    "equivalent",
    ALL,
    "success asked the other way round",
    ratio(
      HASH,
      "successCondition: len(result) == 1 && 1 - result[0] > 0.95\nfailureCondition: len(result) == 1 && 1 - result[0] <= 0.95",
    ),
  ),
];

/** Wrong in one thing. */
export const WRONG_TEMPLATES: readonly Listed[] = [
  form(
    "neighbour",
    ["B.3"],
    "of all pods",
    ratio("", "successCondition: result[0] < 0.2"),
  ),
  form(
    "neighbour",
    ["B.3"],
    "of the version before",
    ratio(HASH, BOTH),
    (plan) =>
      plan.replace(
        "podTemplateHashValue: Latest",
        "podTemplateHashValue: Stable",
      ),
  ),
  form(
    "neighbour",
    ["B.2"],
    "turned round",
    ratio(
      HASH,
      "successCondition: len(result) > 0 && result[0] > 0.05\nfailureCondition: len(result) > 0 && result[0] <= 0.05",
    ),
  ),
  form(
    "neighbour",
    ["B.3"],
    "half may fail",
    ratio(HASH, BOTH.replaceAll("0.05", "0.6")),
  ),
  form(
    "neighbour",
    ["B.3"],
    "a percentage of a share",
    ratio(HASH, BOTH.replaceAll("0.05", "5")),
  ),
  form(
    "neighbour",
    ["B.4"],
    "no request counts as no error",
    ratio(
      HASH,
      "successCondition: len(result) == 0 || result[0] < 0.05\nfailureCondition: len(result) > 0 && result[0] >= 0.05",
    ),
  ),
  form(
    "neighbour",
    ["B.4"],
    "no request counts as a failure",
    ratio(HASH, "successCondition: len(result) > 0 && result[0] < 0.05"),
  ),
  form(
    "neighbour",
    ["B.4"],
    "no request is an error",
    ratio(
      HASH,
      "successCondition: result[0] < 0.05\nfailureCondition: result[0] >= 0.05",
    ),
  ),
  form(
    "neighbour",
    ["B.2"],
    "a label that no series has",
    ratio('version="{{args.canary-hash}}"', BOTH),
  ),
  form(
    "neighbour",
    ["B.3"],
    "a dry run",
    `  dryRun: [{ metricName: errors }]\n${ratio(HASH, BOTH)}`,
  ),
  form(
    "neighbour",
    ["B.2"],
    "another template's name",
    ratio(HASH, BOTH),
    (plan) => plan.replace("templateName: own", "templateName: owns"),
  ),
  form(
    "neighbour",
    ["B.2"],
    "no PromQL",
    ratio(HASH, BOTH).replace("sum(rate", "sum(rates"),
  ),
];
