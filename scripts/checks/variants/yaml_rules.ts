/**
 * Other ways to write the same YAML, made by the library that reads it.
 * @module
 */

import {
  type Document,
  isMap,
  isScalar,
  type Scalar,
  type ToStringOptions,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { parseAllYaml, parseYamlDocuments } from "../../lib/text/yaml/mod.ts";
import type { Random } from "./random.ts";
import type { Rule } from "./variant.ts";

/** A rule over the documents of a file. */
function rule(
  name: string,
  change: (document: Document, random: Random) => boolean | void,
  options: ToStringOptions = {},
): Rule {
  return {
    name,
    apply(text, random) {
      const documents = parseYamlDocuments(text);
      if (documents.length === 0) return undefined;
      for (const { document } of documents) {
        if (change(document, random) === false) return undefined;
      }
      const written = documents.map(({ document }) =>
        document.toString({ lineWidth: 0, ...options })
      );
      return written.length === 1
        ? written[0]
        : written.map((one) => `---\n${one.replace(/^---\n/, "")}`).join("");
    },
  };
}

/** Keys of maps in another order. */
const KEY_ORDER: Rule = rule(
  "keys in another order",
  (document, random) => {
    if (hasAliases(document)) return false; // they follow what they stand for
    visit(document, {
      Map(_, map) {
        map.items = [...random.shuffled(map.items)];
      },
    });
  },
);

function quoted(name: string, type: "QUOTE_DOUBLE" | "QUOTE_SINGLE"): Rule {
  return rule(name, (document) => {
    visit(document, {
      Scalar(key, scalar: Scalar) {
        const isPlain = typeof scalar.value === "string" && key !== "key" &&
          !scalar.value.includes("\n");
        if (isPlain) scalar.type = type;
      },
    });
  });
}

/** Strings between double quotes. */
const DOUBLE_QUOTES: Rule = quoted("double quotes", "QUOTE_DOUBLE");

/** Strings between single quotes. */
const SINGLE_QUOTES: Rule = quoted("single quotes", "QUOTE_SINGLE");

/** Everything on few lines, in braces. */
const FLOW: Rule = rule("flow style", (document) => {
  visit(document, {
    Collection(_, node, path) {
      if (path.length > 2) node.flow = true;
    },
    Scalar(_, scalar: Scalar) {
      if (/^BLOCK/.test(scalar.type ?? "")) scalar.type = "QUOTE_DOUBLE";
    },
  });
});

/** Everything on lines of its own. */
const BLOCK: Rule = rule("block style", (document) => {
  visit(document, {
    Collection(_, node) {
      node.flow = false;
    },
  });
});

/** Four spaces a level, lists indented. */
const INDENT_4: Rule = rule("four spaces a level", () => {}, {
  indent: 4,
});

/** Lists at the level of their key. */
const LISTS_NOT_INDENTED: Rule = rule(
  "lists are not indented",
  () => {},
  {
    indentSeq: false,
  },
);

/** A comment in front of each entry of the first levels. */
const COMMENTS: Rule = rule("comments", (document) => {
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key)) key.commentBefore = " why: it is wanted";
    },
  });
});

/** JSON is YAML. */
const JSON_FORM: Rule = {
  name: "JSON in the place of YAML",
  apply(text) {
    const [only, second] = parseAllYaml(text);
    return only === undefined || second !== undefined
      ? undefined
      : JSON.stringify(only, null, 2) + "\n";
  },
};

/** Equal parts are written once, and named. */
const ANCHORS: Rule = rule("anchors and aliases", (document) => {
  if (hasAliases(document)) return false; // one of them may lose its anchor
  const seen = new Map<string, YAMLMap | YAMLSeq>();
  let made = 0;
  visit(document, {
    Collection(key, node) {
      if (key === null || node.items.length === 0) return;
      const text = JSON.stringify(node.toJSON());
      const twin = seen.get(text);
      if (twin === undefined) {
        seen.set(text, node);
        return;
      }
      made++;
      return document.createAlias(twin, twin.anchor ?? `part${made}`);
    },
  });
  return made > 0;
});

/** A map that begins with the entries of an equal one before it: `<<: *base`. */
export const MERGE_KEYS: Rule = rule("a merge key", (document) => {
  if (hasAliases(document)) return false; // they follow what they stand for
  const maps: { readonly text: string; readonly name: string }[] = [];
  let made = 0;
  visit(document, {
    Map(_, map) {
      if (
        map.items.length < 2 ||
        map.items.some(({ key }) => String(key) === "<<")
      ) {
        return;
      }
      const [first] = map.items;
      const value = first?.value;
      if (!isMap(value) || made > 0) return;
      const twin = map.items.slice(1).find((pair) =>
        isMap(pair.value) && pair.value.items.length > 0 &&
        isSubset(value.toJSON(), pair.value.toJSON())
      );
      if (twin === undefined || !isMap(twin.value)) return;
      value.anchor = `base${maps.length}`;
      const keys = new Set(value.items.map(({ key }) => String(key)));
      twin.value.items = twin.value.items.filter(({ key }) =>
        !keys.has(String(key))
      );
      const alias = document.createAlias(value, value.anchor);
      twin.value.items.unshift(document.createPair("<<", alias));
      made++;
    },
  });
  return made > 0;
});

function isSubset(a: unknown, b: unknown): boolean {
  const [small, large] = [a, b].map((one) => Object.entries(one ?? {}));
  const have = new Map(
    (large ?? []).map(([key, value]) => [key, JSON.stringify(value)]),
  );
  return (small ?? []).length > 0 &&
    (small ?? []).every(([key, value]) =>
      have.get(key) === JSON.stringify(value)
    );
}

/** Marks of the beginning and the end of a document. */
const DOCUMENT_MARKS: Rule = {
  name: "--- and ... around it",
  apply: (text) =>
    /^---|\n---/.test(text) ? undefined : `---\n${text.trimEnd()}\n...\n`,
};

/** The forms that any reader of YAML accepts. */
export const YAML_RULES: readonly Rule[] = [
  KEY_ORDER,
  DOUBLE_QUOTES,
  SINGLE_QUOTES,
  FLOW,
  BLOCK,
  INDENT_4,
  LISTS_NOT_INDENTED,
  COMMENTS,
  JSON_FORM,
  ANCHORS,
  MERGE_KEYS,
  DOCUMENT_MARKS,
];

/** Changes the texts of some entries, e.g. of each `expr`. */
export function inEntries(
  key: RegExp,
  { name, apply }: Rule,
): Rule {
  return rule(name, (document, random) => {
    let made = 0;
    visit(document, {
      Pair(_, pair) {
        const isMeant = isScalar(pair.key) &&
          key.test(String(pair.key.value)) &&
          isScalar(pair.value) && typeof pair.value.value === "string";
        if (!isMeant || !isScalar(pair.value)) return;
        const changed = apply(String(pair.value.value), random);
        if (changed === undefined) return;
        made++;
        pair.value.value = changed;
        delete pair.value.type;
      },
    });
    return made > 0;
  });
}

function hasAliases(document: Document): boolean {
  let has = false;
  visit(document, { Alias: () => void (has = true) });
  return has;
}
