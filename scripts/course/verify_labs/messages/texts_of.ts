/**
 * What an expression may say: the strings that it is made of, with `…` for what
 * is only known when it runs.
 * @module
 */

import {
  childrenOf,
  isNode,
  type Module,
  nameOf,
  type Node,
  nodesIn,
} from "./module.ts";

/** Most alternatives of one expression that are kept. */
const MOST = 24;

const UNKNOWN = "…";

/** Finds what a name stands for, near the place where it is used. */
export type Scope = (
  name: string,
) => { node: Node; module: Module } | undefined;

/** All texts that the expression may have, without repetition. */
export function textsOf(node: unknown, scope: Scope): readonly string[] {
  const texts = new Set(alternatives(node, scope, new Set()).map(tidy));
  texts.delete(UNKNOWN);
  texts.delete("");
  return [...texts].slice(0, MOST);
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/(?:…[\s,;]*){2,}/g, "… ")
    .trim();
}

function alternatives(
  node: unknown,
  scope: Scope,
  seen: ReadonlySet<unknown>,
): readonly string[] {
  if (!isNode(node) || seen.has(node)) return [UNKNOWN];
  const deeper = new Set([...seen, node]);
  const inner = (one: unknown) => alternatives(one, scope, deeper);
  switch (node.type) {
    case "StringLiteral":
      return [typeof node.value === "string" ? node.value : UNKNOWN];
    case "NumericLiteral":
      return [String(node.value)];
    case "TemplateLiteral": {
      const quasis = nodesIn(node.quasis).map(({ value }) =>
        (value as { cooked?: string }).cooked ?? ""
      );
      const holes = nodesIn(node.expressions).map((one) => {
        const all = inner(one);
        return all.length === 1 ? all[0] ?? UNKNOWN : UNKNOWN;
      });
      return [quasis.map((text, i) => text + (holes[i] ?? "")).join("")];
    }
    case "BinaryExpression": {
      const [left, right] = [inner(node.left), inner(node.right)];
      const number = calculated(node.operator, left, right);
      if (number !== undefined) return [number];
      return left.flatMap((one) => right.map((other) => one + other))
        .slice(0, MOST);
    }
    case "ConditionalExpression":
      return [...inner(node.consequent), ...inner(node.alternate)];
    case "LogicalExpression":
      return [...inner(node.left), ...inner(node.right)];
    case "ArrayExpression":
      return nodesIn(node.elements).flatMap(inner);
    case "SpreadElement":
    case "ParenthesizedExpression":
      return inner(node.argument ?? node.expression);
    case "TSAsExpression":
    case "TSNonNullExpression":
      return inner(node.expression);
    case "Identifier": {
      const found = scope(nameOf(node));
      return found === undefined ? [UNKNOWN] : inner(found.node);
    }
    case "ArrowFunctionExpression":
    case "FunctionDeclaration":
    case "FunctionExpression":
      return returnedBy(node).flatMap(inner);
    case "CallExpression": {
      const { callee } = node;
      // `list.join("; ")`, `list.map(...)`: what the list is made of.
      if (isNode(callee) && callee.type === "MemberExpression") {
        const method = nameOf(callee.property);
        const [separator = ", "] = nodesIn(node.arguments).flatMap(inner);
        const words = method === "join" && wordsOf(callee.object, scope);
        if (words) return [words.join(separator)];
        const isMapping = /^(?:map|flatMap)$/.test(method);
        return isMapping
          ? nodesIn(node.arguments).flatMap(inner)
          : inner(callee.object);
      }
      return inner(callee);
    }
  }
  return [UNKNOWN];
}

/** The result of an arithmetic operation; undefined: it joins texts. */
function calculated(
  operator: unknown,
  [left = "", ...lefts]: readonly string[],
  [right = "", ...rights]: readonly string[],
): string | undefined {
  const isKnown = lefts.length + rights.length === 0 &&
    [left, right].every((text) => /^-?\d+(?:\.\d+)?$/.test(text));
  if (!isKnown) return operator === "+" ? undefined : UNKNOWN;
  const [a, b] = [Number(left), Number(right)];
  const results = { "+": a + b, "-": a - b, "*": a * b, "/": a / b };
  return typeof operator === "string" && operator in results
    ? String(Number(results[operator as keyof typeof results].toPrecision(12)))
    : UNKNOWN;
}

/** The words of a list of string literals; undefined: it is another list. */
function wordsOf(node: unknown, scope: Scope): readonly string[] | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "TSAsExpression") return wordsOf(node.expression, scope);
  if (node.type === "Identifier") {
    const found = scope(nameOf(node));
    return found === undefined || found.node === node
      ? undefined
      : wordsOf(found.node, scope);
  }
  if (node.type !== "ArrayExpression") return undefined;
  const words = nodesIn(node.elements).map(({ value }) => value);
  return words.every((word) => typeof word === "string") ? words : undefined;
}

/** What a function gives back: its expression, or that of each return. */
function returnedBy(node: Node): readonly unknown[] {
  const { body } = node;
  if (!isNode(body)) return [];
  if (body.type !== "BlockStatement") return [body];
  const found: unknown[] = [];
  const visit = (one: Node): void => {
    if (one.type === "ReturnStatement") found.push(one.argument);
    else if (!/Function/.test(one.type)) childrenOf(one).forEach(visit);
  };
  visit(body);
  return found;
}
