/**
 * Other ways to write the same GitHub workflow.
 * @module
 */

import { isMap, isScalar, isSeq, Scalar, visit, YAMLMap, YAMLSeq } from "yaml";
import { parseYamlDocuments } from "../../lib/text/yaml/mod.ts";
import type { Rule } from "./variant.ts";

function ofRoot(
  name: string,
  change: (root: YAMLMap) => boolean,
): Rule {
  return {
    name,
    apply(text) {
      const [only, second] = parseYamlDocuments(text);
      const root = only?.document.contents;
      if (only === undefined || second !== undefined || !isMap(root)) {
        return undefined;
      }
      return change(root)
        ? only.document.toString({ lineWidth: 0 })
        : undefined;
    },
  };
}

/** `on: push` as `on: [push]`. */
const ON_AS_LIST: Rule = ofRoot("on as a list", (root) => {
  const on: unknown = root.get("on", true);
  if (isScalar(on)) {
    const list = new YAMLSeq();
    list.flow = true;
    list.items = [new Scalar(on.value)];
    root.set("on", list);
    return true;
  }
  if (!isMap(on)) return false;
  const isBare = on.items.every(({ value }) =>
    isScalar(value) && value.value === null
  );
  if (!isBare) return false;
  const list = new YAMLSeq();
  list.items = on.items.map(({ key }) => new Scalar(String(key)));
  root.set("on", list);
  return true;
});

/** `on: [push]` as `on: { push: }`. */
const ON_AS_MAP: Rule = ofRoot("on as a map", (root) => {
  const on = root.get("on", true);
  const names = isSeq(on)
    ? on.items.map((one) => String(isScalar(one) ? one.value : one))
    : isScalar(on)
    ? [String(on.value)]
    : [];
  if (names.length === 0) return false;
  const map = new YAMLMap();
  for (const name of names) map.set(name, new Scalar(null));
  root.set("on", map);
  return true;
});

/** `"on":`, since YAML 1.1 takes a bare on for true. */
const QUOTED_ON: Rule = ofRoot("on in quotes", (root) => {
  const pair = root.items.find(({ key }) =>
    isScalar(key) && key.value === "on"
  );
  if (!isScalar(pair?.key)) return false;
  pair.key.type = "QUOTE_DOUBLE";
  return true;
});

/** A matrix of one list as `include`. */
const MATRIX_INCLUDE: Rule = ofRoot("a matrix by include", (root) => {
  let made = false;
  visit(root, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== "matrix" || !isMap(value)) return;
      const [only, second] = value.items;
      if (second !== undefined || !isSeq(only?.value)) return;
      const name = String(isScalar(only.key) ? only.key.value : only.key);
      if (name === "include") return;
      const include = new YAMLSeq();
      include.items = only.value.items.map((one) => {
        const map = new YAMLMap();
        map.set(name, one);
        return map;
      });
      value.items = [];
      value.set("include", include);
      made = true;
    },
  });
  return made;
});

/** A matrix that is read from JSON. */
const MATRIX_FROM_JSON: Rule = ofRoot("a matrix by fromJSON", (root) => {
  let made = false;
  visit(root, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== "matrix" || !isMap(value)) return;
      for (const pair of value.items) {
        if (!isSeq(pair.value)) continue;
        const json = JSON.stringify(pair.value.toJSON());
        if (json.includes("'") || json.includes("${{")) continue;
        pair.value = new Scalar(`\${{ fromJSON('${json}') }}`);
        made = true;
      }
    },
  });
  return made;
});

/** `run: |` in the place of one line. */
const BLOCK_RUN: Rule = ofRoot("run as a block", (root) => {
  let made = false;
  visit(root, {
    Pair(_, { key, value }) {
      const isRun = isScalar(key) && key.value === "run" && isScalar(value) &&
        typeof value.value === "string" && !value.value.includes("\n");
      if (!isRun || !isScalar(value)) return;
      value.value = `set -e\n${value.value}\n`;
      value.type = "BLOCK_LITERAL";
      made = true;
    },
  });
  return made;
});

/** A name for each step, or none. */
const STEP_NAMES: Rule = ofRoot("steps with names", (root) => {
  let number = 0;
  visit(root, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== "steps" || !isSeq(value)) return;
      for (const step of value.items) {
        if (isMap(step) && !step.has("name")) {
          step.set("name", `step ${++number}`);
        }
      }
    },
  });
  return number > 0;
});

/** The forms that GitHub accepts. */
export const WORKFLOW_RULES: readonly Rule[] = [
  ON_AS_LIST,
  ON_AS_MAP,
  QUOTED_ON,
  MATRIX_INCLUDE,
  MATRIX_FROM_JSON,
  BLOCK_RUN,
  STEP_NAMES,
];
