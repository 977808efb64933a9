/**
 * Sums that the text claims: `<!-- holds: 30 * 24 * 60 * 0.001 = 43.2 -->`.
 * @module
 */

import jsep from "jsep";
import type { Deck } from "./deck.ts";
import { visible } from "./deck.ts";

jsep.addBinaryOp("^", 11, true);

const HOLDS = /<!--\s*holds:\s*([^=]+?)\s*=\s*(-?[\d.]+)\s*-->/g;

/** Sums that do not come out, or whose result is not shown. */
export function arithmeticProblems(deck: Deck): readonly string[] {
  return deck.sections.flatMap(({ text, line }) => {
    const shown = visible(text).replaceAll(",", "");
    return [...text.matchAll(HOLDS)].flatMap(([, sum = "", told = ""]) => {
      const value = valueOf(sum);
      const at = `line ${line}: ${sum} = ${told}`;
      if (value === undefined) return [`${at}: cannot be computed`];
      const digits = told.split(".")[1]?.length ?? 0;
      const half = 0.5 * 10 ** -digits;
      if (Math.abs(value - Number(told)) > half + 1e-9) {
        return [`${at}: it is ${value}`];
      }
      return new RegExp(`(?<![\\d.])${told.replace(".", "\\.")}(?!\\.?\\d)`)
          .test(
            shown,
          )
        ? []
        : [`${at}: the section does not show ${told}`];
    });
  });
}

/** The value of + - * / ^ over numbers; undefined for anything else. */
export function valueOf(sum: string): number | undefined {
  try {
    return evaluate(jsep(sum));
  } catch {
    return undefined;
  }
}

function evaluate(node: jsep.Expression): number | undefined {
  const { type, operator, left, right, argument, value } = node as Partial<
    { [name: string]: unknown }
  >;
  if (type === "Literal") return typeof value === "number" ? value : undefined;
  if (type === "UnaryExpression" && operator === "-") {
    const inner = evaluate(argument as jsep.Expression);
    return inner === undefined ? undefined : -inner;
  }
  if (type !== "BinaryExpression") return undefined;
  const a = evaluate(left as jsep.Expression);
  const b = evaluate(right as jsep.Expression);
  if (a === undefined || b === undefined) return undefined;
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "^":
      return a ** b;
  }
  return undefined;
}
