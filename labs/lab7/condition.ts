/**
 * Conditions of an AnalysisTemplate, such as `len(result) > 0 && result[0] < 0.05`,
 * as Argo Rollouts evaluates them.
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/analysis/
 * @module
 */

import jsep from "jsep";

/** A condition that is true or not, fails itself, or has words unknown here. */
export type Held = boolean | "error" | "unknown";

class Unknown extends Error {
  override readonly name = "Unknown";
}

/** Evaluates one. @param result the values that the query gave */
export function holds(condition: string, result: readonly number[]): Held {
  try {
    const words = condition.replaceAll(/\band\b/g, "&&")
      .replaceAll(/\bor\b/g, "||").replaceAll(/\bnot\s+/g, "!");
    const value = valueOf(jsep(words), result);
    return typeof value === "boolean" ? value : "error";
  } catch (error) {
    return error instanceof Unknown ? "unknown" : "error";
  }
}

const FUNCTIONS: Readonly<
  Record<string, (args: readonly unknown[]) => unknown>
> = {
  len: ([list]) => listOf(list).length,
  isNaN: ([value]) => Number.isNaN(Number(value)),
  isInf: ([value]) => Math.abs(Number(value)) === Infinity,
  isNil: ([value]) => value === undefined || value === null,
  default: ([value, other]) =>
    value === undefined || value === null ? other : value,
  asFloat: ([value]) => Number(value),
  asInt: ([value]) => Math.trunc(Number(value)),
};

const OPERATORS: Readonly<
  Record<string, (a: number, b: number) => unknown>
> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

function valueOf(node: jsep.Expression, result: readonly number[]): unknown {
  const part = (one: unknown): unknown =>
    valueOf(one as jsep.Expression, result);
  switch (node.type) {
    case "Literal":
      return node.value;
    case "Identifier":
      if (node.name === "result") return result;
      if (node.name === "nil") return undefined;
      throw new Unknown(String(node.name));
    case "MemberExpression": {
      const found = listOf(part(node.object))[Number(part(node.property))];
      if (found === undefined) throw new RangeError("out of range");
      return found;
    }
    case "UnaryExpression":
      if (node.operator === "!") return !part(node.argument);
      if (node.operator === "-") return -Number(part(node.argument));
      break;
    case "BinaryExpression": {
      const left = part(node.left);
      if (node.operator === "&&") return left && part(node.right);
      if (node.operator === "||") return left || part(node.right);
      const [a, b] = [left, part(node.right)].map((one) =>
        Array.isArray(one) && one.length === 1 ? Number(one[0]) : Number(one)
      );
      const operator = OPERATORS[String(node.operator)];
      if (operator !== undefined) return operator(a ?? NaN, b ?? NaN);
      break;
    }
    case "ConditionalExpression":
      return part(node.test) ? part(node.consequent) : part(node.alternate);
    case "CallExpression": {
      const { name } = node.callee as jsep.Identifier;
      const args = (node.arguments as readonly unknown[]).map(part);
      const called = FUNCTIONS[name];
      if (called !== undefined) return called(args);
      break;
    }
  }
  throw new Unknown(node.type);
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("it is no list");
  return value;
}
