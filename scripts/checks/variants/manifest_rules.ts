/**
 * Other ways to hand the same objects to `kubectl`.
 * @module
 */

import { parseAllYaml } from "../../lib/text/yaml/mod.ts";
import { OBJECT_RULES, written } from "./object_rules.ts";
import type { Rule } from "./variant.ts";
import { YAML_RULES } from "./yaml_rules.ts";

function objectsOf(text: string): readonly unknown[] | undefined {
  const items = parseAllYaml(text);
  const isObjects = items.length > 0 &&
    items.every((one) =>
      typeof one === "object" && one !== null && "kind" in one &&
      one.kind !== "List"
    );
  return isObjects ? items : undefined;
}

/** Several objects as one `kind: List`, as `kubectl get -o yaml` prints them. */
export const KIND_LIST: Rule = {
  name: "kind: List",
  apply(text) {
    const items = objectsOf(text);
    return items && written({ apiVersion: "v1", kind: "List", items });
  },
};

/** The same as JSON, as `kubectl get -o json` prints it. */
const JSON_LIST: Rule = {
  name: "a List in JSON",
  apply(text) {
    const items = objectsOf(text);
    return items &&
      JSON.stringify({ apiVersion: "v1", kind: "List", items }, null, 4);
  },
};

/** Several documents in another order. */
const DOCUMENT_ORDER: Rule = {
  name: "documents in another order",
  apply(text, random) {
    const items = parseAllYaml(text);
    return items.length < 2
      ? undefined
      : random.shuffled(items).map((one) => `---\n${written(one)}`).join("");
  },
};

/** The forms that `kubectl` accepts. */
export const MANIFEST_RULES: readonly Rule[] = [
  ...YAML_RULES,
  KIND_LIST,
  JSON_LIST,
  DOCUMENT_ORDER,
  ...OBJECT_RULES,
];
