/**
 * Alerting of Lab 6 that is written differently and is as good.
 * @module
 */

import { parseYaml } from "../../../scripts/lib/text/yaml/mod.ts";
import type { Change, Listed } from "../../../scripts/checks/variants/mod.ts";
import {
  CONTACTS,
  file,
  FOLDER,
  listed,
  page,
  POLICIES,
  policy,
  RULES,
  rules,
  steps,
  summary,
} from "./rules_edits.ts";

const GT_0 = { evaluator: { type: "gt", params: [0] } };

function partsOf(text: string, path: string): Record<string, unknown> {
  return parseYaml(text, path) as Record<string, unknown>; // our own solution
}

/** Conditions that say the same as the threshold. */
const CONDITIONS: Readonly<Record<string, Change>> = {
  "a condition in mathematics": steps({ type: "math", expression: "$A > 0" }),
  "mathematics with braces": steps({ type: "math", expression: "${A} > 0" }),
  "reduced, then a threshold": steps(
    { type: "reduce", expression: "A", reducer: "last" },
    { type: "threshold", expression: "B", conditions: [GT_0] },
  ),
  "reduced, then mathematics": steps(
    { type: "reduce", expression: "A", reducer: "max", settings: { mode: "" } },
    { type: "math", expression: "$B > 0" },
  ),
  "a classic condition": steps({
    type: "classic_conditions",
    conditions: [{
      ...GT_0,
      operator: { type: "and" },
      query: { params: ["A"] },
      reducer: { type: "last", params: [] },
      type: "query",
    }],
  }),
  "what the interface exports besides": rules((one) => {
    one["dashboardUid"] = "golden";
    one["panelId"] = 4;
    one["missing_series_evals_to_resolve"] = 1;
    for (const { model } of one.data) {
      Object.assign(model, {
        intervalMs: 1000,
        maxDataPoints: 43_200,
        hide: false,
        editorMode: "code",
        legendFormat: "__auto",
      });
    }
  }),
  "the last state is kept without data": rules((one) => {
    one["noDataState"] = "KeepLast";
  }),
  "one group for each rule": file((all) => {
    const [group] = all.groups;
    all.groups = (group?.rules ?? []).map((rule, i) => ({
      ...group,
      name: `pay-${i}`,
      rules: [rule],
    }));
  }),
};

/** Policies and contact points that lead to the same place. */
const ROUTES: Readonly<Record<string, Change>> = {
  "a policy for pages below the root": policy((root) => {
    root["routes"] = [{
      receiver: "quickticket-alerts",
      object_matchers: [["severity", "=", "page"]],
    }];
  }),
  "matchers as texts": policy((root) => {
    root["routes"] = [{
      receiver: "quickticket-alerts",
      matchers: ['severity=~"page|ticket"'],
      continue: true,
    }];
  }),
  "a policy of another team": policy((root) => {
    root["routes"] = [{
      receiver: "nobody",
      object_matchers: [["team", "=", "search"]],
    }];
  }),
  "grouped by folder and name": policy((root) => {
    root["group_by"] = ["grafana_folder", "alertname"];
  }),
  "half a minute in milliseconds of Go": policy((root) => {
    root["group_wait"] = "0m30s";
  }),
  "no wait": policy((root) => {
    root["group_wait"] = "0s";
  }),
  "repeated after four hours": policy((root) => {
    root["repeat_interval"] = "4h";
  }),
  "nothing of repeating": policy((root) => {
    delete root["repeat_interval"];
  }),
  "tickets are muted at night": policy((root) => {
    root["routes"] = [{
      receiver: "quickticket-alerts",
      object_matchers: [["severity", "=", "ticket"]],
      mute_time_intervals: ["night"],
    }];
  }),
  "the rule names its contact point": page((one) => {
    one["notification_settings"] = { receiver: "quickticket-alerts" };
  }),
  "one file for all": {
    [RULES]: (old) =>
      JSON.stringify(
        {
          ...partsOf(old(RULES), RULES),
          ...partsOf(old(POLICIES), POLICIES),
          ...partsOf(old(CONTACTS), CONTACTS),
        },
        undefined,
        2,
      ),
    [POLICIES]: () => undefined,
    [CONTACTS]: () => undefined,
  },
  "exported as JSON": {
    [`${FOLDER}/export.json`]: (old) =>
      JSON.stringify(partsOf(old(RULES), RULES)),
    [RULES]: () => undefined,
  },
};

/** Sentences with a value. */
const SENTENCES: Readonly<Record<string, Change>> = Object.fromEntries(
  [
    "Burns {{ $values.A }} times too fast",
    "Burns {{ $values.A.Value }} times too fast",
    'Burns {{ index $values "A" }} times too fast',
    'Burns {{ (index $values "A").Value | printf "%.2f" }} times too fast',
    "Burns {{ humanize $values.A.Value }} times too fast",
    "Burns {{ $values.A.Value | humanize }}x",
    'Burns {{ .Values.A.Value | printf "%.0f" }} times too fast',
    "{{ with $values.A }}Burns {{ .Value }} times too fast{{ end }}",
    "{{ if gt $values.A.Value 20.0 }}Urgent: {{ end }}{{ $values.A.Value }} times",
    "{{ range $name, $one := $values }}{{ $name }} is {{ $one.Value }} {{ end }}",
    "{{ $burn := $values.A.Value }}{{ $labels.severity }}: {{ $burn }} times",
    'Бюджет горит в {{ printf "%.1f" $values.A.Value }} раз быстрее',
  ].map((text) => [`the sentence ${text}`, summary(text)]),
);

/** Each must pass at its steps. */
export const SAME_ALERTING: readonly Listed[] = [
  ...listed(CONDITIONS, "equivalent", ["6.3", "6.4"]),
  ...listed(ROUTES, "equivalent", ["6.4"]),
  ...listed(SENTENCES, "equivalent", ["6.4"]),
];
