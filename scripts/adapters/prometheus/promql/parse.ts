/**
 * PromQL, read by Prometheus's own grammar: its selectors with everything that
 * belongs to them, or where and why a text is not PromQL.
 * @module
 */

import { parser } from "@prometheus-io/lezer-promql";
import { parsePromDuration } from "../../../lib/text/mod.ts";
import type { Matcher, Selector } from "../selectors.ts";
import { textOfLiteral } from "./string_literal.ts";

/** The parts of the tree as the library's parser gives it. */
type Node = ReturnType<typeof parser.parse>["topNode"];

/** A selector, and how it is used in its expression. */
export interface UsedSelector extends Selector {
  /** As it is written, without range and offset. */
  readonly text: string;
  /** Where it begins in the expression, from 0. */
  readonly from: number;
  /** `[5m]` (ms); undefined for an instant. */
  readonly rangeMs: number | undefined;
  /** `offset 1w` (ms), negative for the future; 0 without one. */
  readonly offsetMs: number;
  /** The text behind `@`, such as `end()`; undefined without one. */
  readonly at: string | undefined;
}

/** A text that is not PromQL, or not what was asked for. */
export class PromqlError extends Error {
  override readonly name = "PromqlError";
  /** Where, from 0. */
  readonly position: number;

  constructor(text: string, position: number, reason: string) {
    super(`Cannot read ${text}: ${reason} at character ${position + 1}`);
    this.position = position;
  }
}

/** Why a text is not PromQL, with the place; undefined when it is. */
export function promqlProblem(text: string): string | undefined {
  return errorIn(text)?.message;
}

/**
 * A text that is one selector and nothing else.
 * @throws {PromqlError} on any other text, with place and reason
 */
export function parseSelector(text: string): Selector {
  const { topNode } = treeOf(text);
  const node = topNode.firstChild;
  if (node?.name !== "VectorSelector") {
    throw new PromqlError(
      text,
      0,
      'it must be a selector alone, such as requests_total{status="200"}, ' +
        `and is a ${node?.name ?? "nothing"}`,
    );
  }
  return selectorOf(node, text);
}

/**
 * All selectors of an expression, in their order.
 * @throws {PromqlError} when it is not PromQL
 */
export function selectorsIn(text: string): readonly UsedSelector[] {
  return [...used(treeOf(text).topNode, text, {
    rangeMs: undefined,
    offsetMs: 0,
    at: undefined,
  })];
}

/**
 * The tree as the library gives it, for those who write an expression again.
 * @throws {PromqlError} when it is not PromQL
 */
export function treeOf(text: string): ReturnType<typeof parser.parse> {
  const error = errorIn(text);
  if (error !== undefined) throw error;
  return parser.parse(text);
}

function errorIn(text: string): PromqlError | undefined {
  let found: PromqlError | undefined;
  parser.parse(text).iterate({
    enter({ type, from, to }) {
      if (!type.isError || found !== undefined) return;
      const rest = text.slice(from, Math.max(to, from + 1)).trim();
      found = new PromqlError(
        text,
        from,
        rest === ""
          ? "something is missing"
          : `${JSON.stringify(rest)} does not belong`,
      );
    },
  });
  return found;
}

type Use = Pick<UsedSelector, "rangeMs" | "offsetMs" | "at">;

/**
 * @param left how selectors are used that stand left of an operator
 * @param right how the one is used that stands at the end: the grammar reads
 *   `a or b @ 12` as `(a or b) @ 12`, and Prometheus as `a or (b @ 12)`
 */
function* used(
  node: Node,
  text: string,
  left: Use,
  right: Use = left,
): Iterable<UsedSelector> {
  if (node.name === "VectorSelector") {
    yield {
      ...selectorOf(node, text),
      ...right,
      text: text.slice(node.from, node.to),
      from: node.from,
    };
    return;
  }
  const own = useOf(node, text, right);
  for (const child of childrenOf(node)) {
    if (node.name === "BinaryExpr") {
      yield* used(child, text, left, child.to === node.to ? own : left);
    } else if (child.name === "BinaryExpr" && node.to > child.to) {
      yield* used(child, text, own === right ? own : left, own);
    } else yield* used(child, text, own);
  }
}

/** The matchers that a node adds to the selectors below it. */
function useOf(node: Node, text: string, use: Use): Use {
  const written = (name: string): string => {
    const child = node.getChild(name);
    return child === null ? "" : text.slice(child.from, child.to).trim();
  };
  switch (node.name) {
    case "MatrixSelector":
      return { ...use, rangeMs: durationOf(written("DurationExpr")) };
    case "OffsetExpr": {
      const offset = written("OffsetDurationExpr");
      const ms = durationOf(offset.replace(/^[-+]\s*/, "")) ?? 0;
      return {
        ...use,
        offsetMs: use.offsetMs + (offset.startsWith("-") ? -ms : ms),
      };
    }
    case "StepInvariantExpr": {
      const at = node.getChild("At");
      return at === null
        ? use
        : { ...use, at: text.slice(at.to, node.to).trim() };
    }
    default:
      return use;
  }
}

/** A bare number is seconds, as Prometheus takes it. */
function durationOf(text: string): number | undefined {
  return /^\d+(?:\.\d+)?$/.test(text)
    ? 1000 * Number(text)
    : parsePromDuration(text);
}

function selectorOf(node: Node, text: string): Selector {
  const sliced = (one: Node | null): string =>
    one === null ? "" : text.slice(one.from, one.to);
  const literal = (one: Node | null): string => textOfLiteral(sliced(one));
  let metric = sliced(node.getChild("Identifier"));
  const matchers: Matcher[] = [];
  const braces = node.getChild("LabelMatchers");
  for (const one of braces === null ? [] : childrenOf(braces)) {
    if (one.name === "QuotedLabelName") {
      metric = literal(one.getChild("StringLiteral")); // {"name", ...}
      continue;
    }
    const quoted = one.getChild("QuotedLabelName");
    const label = quoted === null
      ? sliced(one.getChild("LabelName"))
      : literal(quoted.getChild("StringLiteral"));
    const op = sliced(one.getChild("MatchOp"));
    const value = literal(one.getChild("StringLiteral"));
    if (!isOperator(op)) {
      throw new PromqlError(text, one.from, `${op} matches nothing`);
    }
    if (op === "=~" || op === "!~") checkExpression(value, text, one.from);
    if (label === "__name__" && op === "=") metric = value;
    else matchers.push({ label, op, value });
  }
  return { metric, matchers };
}

function checkExpression(value: string, text: string, from: number): void {
  try {
    new RegExp(value.replace(/^\(\?[a-z]+\)/, ""));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PromqlError(text, from, reason);
  }
}

function isOperator(op: string): op is Matcher["op"] {
  return ["=", "!=", "=~", "!~"].includes(op);
}

function* childrenOf(node: Node): Iterable<Node> {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    yield child;
  }
}
