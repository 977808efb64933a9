/**
 * The rules of Lab 6 as values, from which its variants are made.
 * @module
 */

import { stringify } from "yaml";
import { parseYaml } from "../../../scripts/lib/text/yaml/mod.ts";
import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";

/** Where Grafana reads it. */
export const FOLDER = "monitoring/grafana/provisioning/alerting";
/** The file of the rules. */
export const RULES = `${FOLDER}/rules.yaml`;
/** The file of the policies. */
export const POLICIES = `${FOLDER}/policies.yaml`;
/** The file of the contact points. */
export const CONTACTS = `${FOLDER}/contact-points.yaml`;

type Json = Record<string, unknown>;

/** A step of a rule. */
export interface Step extends Json {
  refId: string;
  datasourceUid: string;
  model: Json;
}

/** A rule with the parts that variants change. */
export interface Rule extends Json {
  title: string;
  condition: string;
  data: Step[];
  labels: Json;
  annotations: Record<string, string>;
}

/** A file of rules. */
export interface RuleFile extends Json {
  groups: (Json & { rules: Rule[] })[];
}

/** Changes the file of rules as a value. */
export function file(change: (all: RuleFile) => void): Change {
  return edited(RULES, (text) => {
    const value = parseYaml(text, RULES) as RuleFile; // our own solution
    change(value);
    return stringify(value, { lineWidth: 0 });
  });
}

/** Changes each rule. */
export function rules(change: (rule: Rule) => void): Change {
  return file(({ groups }) =>
    groups.flatMap((one) => one.rules).forEach(change)
  );
}

/** Changes the page. */
export function page(change: (rule: Rule) => void): Change {
  return rules((one) => {
    if (one.labels["severity"] === "page") change(one);
  });
}

/** Changes the queries of the page. */
export function query(edit: (expr: string) => string): Change {
  return page(({ data }) => {
    for (const { model } of data) {
      if (typeof model["expr"] === "string") {
        model["expr"] = edit(model["expr"]);
      }
    }
  });
}

/** The sentence of the page. */
export function summary(text: string): Change {
  return page(({ annotations }) => {
    annotations["summary"] = text;
  });
}

/** Steps behind the query, with the last one as the condition. */
export function steps(...models: readonly Json[]): Change {
  return rules((one) => {
    const [query] = one.data;
    if (query === undefined) throw new Error("a rule has a query");
    one.data = [
      query,
      ...models.map((model, i) => ({
        refId: "BCDE"[i] ?? "Z",
        datasourceUid: "__expr__",
        model: { refId: "BCDE"[i] ?? "Z", ...model },
      })),
    ];
    one.condition = one.data.at(-1)?.refId ?? "";
  });
}

/** A policy of the root, changed as a value. */
export function policy(change: (root: Json) => void): Change {
  return edited(POLICIES, (text) => {
    const value = parseYaml(text, POLICIES) as { policies: Json[] }; // our own solution
    for (const root of value.policies) change(root);
    return stringify(value, { lineWidth: 0 });
  });
}

/** Forms of one kind and some steps. */
export function listed(
  all: Readonly<Record<string, Change>>,
  kind: Listed["kind"],
  steps: readonly string[],
): readonly Listed[] {
  return Object.entries(all).map(([name, change]) => ({
    name,
    kind,
    steps,
    change,
  }));
}
