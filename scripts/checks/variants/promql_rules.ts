/**
 * Other ways to write the same query, made with Prometheus' own grammar.
 * @module
 */

import {
  promqlProblem,
  promqlTree,
} from "../../adapters/prometheus/promql/mod.ts";
import type { Random } from "./random.ts";
import type { Rule } from "./variant.ts";

/** A node of the tree, with its text. */
interface Part {
  readonly name: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly children: readonly Part[];
}

/** Puts another text in the place of some nodes; outer ones win over inner ones. */
function rule(
  name: string,
  change: (part: Part, random: Random) => string | undefined,
): Rule {
  return {
    name,
    apply(query, random) {
      const root = treeOf(query);
      if (root === undefined) return undefined; // not PromQL
      let made = 0;
      const written = (part: Part): string => {
        const other = change(part, random);
        if (other !== undefined) {
          made++;
          return other;
        }
        let text = "";
        let at = part.from;
        for (const child of part.children) {
          text += query.slice(at, child.from) + written(child);
          at = child.to;
        }
        return text + query.slice(at, part.to);
      };
      const text = query.slice(0, root.from) + written(root) +
        query.slice(root.to);
      return made > 0 ? text : undefined;
    },
  };
}

type Node = ReturnType<typeof promqlTree>["topNode"];

function treeOf(query: string): Part | undefined {
  if (promqlProblem(query) !== undefined) return undefined;
  const partOf = (node: Node): Part => {
    const children: Part[] = [];
    for (let one = node.firstChild; one !== null; one = one.nextSibling) {
      children.push(partOf(one));
    }
    const { name, from, to } = node;
    return { name, from, to, text: query.slice(from, to), children };
  };
  return partOf(promqlTree(query).topNode);
}

function childOf({ children }: Part, name: string): Part | undefined {
  return children.find((child) => child.name === name);
}

/** `{a="1", b="2"}` as `{b="2", a="1"}`. */
const LABEL_ORDER: Rule = rule(
  "labels in another order",
  (part) =>
    part.name === "LabelMatchers" && part.children.length > 1
      ? `{${part.children.map(({ text }) => text).toReversed().join(", ")}}`
      : undefined,
);

/** Single quotes, or double ones. */
const OTHER_QUOTES: Rule = rule("other quotes", ({ name, text }) => {
  if (name !== "StringLiteral" || /[\\'"`]/.test(text.slice(1, -1))) {
    return undefined;
  }
  return text.startsWith('"')
    ? `'${text.slice(1, -1)}'`
    : `"${text.slice(1, -1)}"`;
});

/** Back ticks, in which nothing is escaped. */
const BACK_TICKS: Rule = rule(
  "back ticks for quotes",
  ({ name, text }) =>
    name === "StringLiteral" && !/[\\'"`]/.test(text.slice(1, -1))
      ? `\`${text.slice(1, -1)}\``
      : undefined,
);

/** `sum by (le) (x)` as `sum(x) by (le)`, and the other way around. */
const MODIFIER_PLACE: Rule = rule("by behind or before", (part) => {
  const [op, modifier, body] = [
    childOf(part, "AggregateOp"),
    childOf(part, "AggregateModifier"),
    childOf(part, "FunctionCallBody"),
  ];
  if (part.name !== "AggregateExpr" || !op || !modifier || !body) {
    return undefined;
  }
  return modifier.from < body.from
    ? `${op.text}${body.text} ${modifier.text}`
    : `${op.text} ${modifier.text} ${body.text}`;
});

/** `by (a, b)` as `by (b,a,)`. */
const GROUPING: Rule = rule(
  "labels of by in another order",
  (part) =>
    part.name === "GroupingLabels" && part.children.length > 1
      ? `(${part.children.map(({ text }) => text).toReversed().join(",")})`
      : undefined,
);

/** `a / b` as `(a) / (b)`. */
const PARENTHESES: Rule = rule("parentheses around operands", (part) => {
  const [left, ...rest] = part.children;
  const right = rest.at(-1);
  if (part.name !== "BinaryExpr" || !left || !right) return undefined;
  const between = rest.slice(0, -1).map(({ text }) => text).join(" ");
  return `(${left.text}) ${between} (${right.text})`;
});

/** All of it in parentheses. */
const ALL_IN_PARENTHESES: Rule = {
  name: "parentheses around all of it",
  apply: (query) =>
    treeOf(query) === undefined || /#/.test(query)
      ? undefined
      : `(${query.trim()})`,
};

/** `100 * x` as `x * 100`, `a + b` as `b + a`, where one side is a number. */
const COMMUTED: Rule = rule("factors in another order", (part) => {
  const [left, operator, right, more] = part.children;
  const isNumber = left?.name === "NumberDurationLiteral";
  return part.name === "BinaryExpr" && isNumber && more === undefined &&
      right &&
      (operator?.name === "Mul" || operator?.name === "Add")
    ? `(${right.text}) ${operator.text} ${left.text}`
    : undefined;
});

/** `1 - x` as `-(x) + 1`. */
const NEGATED: Rule = rule("1 - x as -(x) + 1", (part) => {
  const [left, operator, right, more] = part.children;
  return part.name === "BinaryExpr" && operator?.name === "Sub" && right &&
      left?.name === "NumberDurationLiteral" && more === undefined
    ? `-(${right.text}) + ${left.text}`
    : undefined;
});

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** `[5m]` as `[300s]`. */
const OTHER_UNIT: Rule = rule("durations in another unit", (part) => {
  const [, amount, unit] = /^(\d+)([mhd])$/.exec(part.text) ?? [];
  if (part.name !== "NumberDurationLiteralInDurationContext") return undefined;
  return unit === "m" || unit === "h" || unit === "d"
    ? `${Number(amount) * SECONDS[unit]}s`
    : undefined;
});

/** On many lines, with a comment. */
const MANY_LINES: Rule = {
  name: "on many lines, with a comment",
  apply(query) {
    const spread = rule(
      "",
      ({ name, text }) =>
        /^(?:Add|Sub|Mul|Div|Or|And|Unless)$/.test(name)
          ? `\n  ${text}`
          : undefined,
    );
    const text = spread.apply(query, NO_RANDOM);
    return text === undefined ? undefined : `# what it is\n${text}`;
  },
};

/** No space that is not needed. */
const NO_SPACES: Rule = {
  name: "no spaces",
  apply(query) {
    if (/[#"'`].* .*["'`]|#/.test(query) || treeOf(query) === undefined) {
      return undefined;
    }
    const text = query.replaceAll(/\s*([-+*/(){},=])\s*/g, "$1")
      .replaceAll(/\s+/g, " ").trim();
    return text === query || treeOf(text) === undefined ? undefined : text;
  },
};

const NO_RANDOM: Random = {
  below: () => 0,
  pick: ([first]) => first,
  shuffled: (items) => items,
};

/** The forms that any reader of PromQL accepts. */
export const PROMQL_RULES: readonly Rule[] = [
  LABEL_ORDER,
  OTHER_QUOTES,
  BACK_TICKS,
  MODIFIER_PLACE,
  GROUPING,
  PARENTHESES,
  ALL_IN_PARENTHESES,
  COMMUTED,
  NEGATED,
  OTHER_UNIT,
  MANY_LINES,
  NO_SPACES,
];

/** Changes durations in brackets: a neighbour of each query with a window. */
export function windowOf(from: string, to: string): Rule["apply"] {
  return (text) => {
    const changed = text.replaceAll(`[${from}]`, `[${to}]`);
    return changed === text ? undefined : changed;
  };
}
