/**
 * Grafana's math expressions, such as `$A > 6 && $B > 6`, as PromQL.
 * @see https://grafana.com/docs/grafana/latest/visualizations/panels-visualizations/query-transform-data/expression-queries/
 * @module
 */

import jsep from "jsep";

/** Comparisons give 0 or 1 in Grafana. */
const COMPARISONS: ReadonlySet<string> = new Set([
  "==",
  "!=",
  ">",
  "<",
  ">=",
  "<=",
]);

/** Operators that are written alike, by their names in Grafana. */
const ARITHMETIC: Readonly<Record<string, string>> = {
  "+": "+",
  "-": "-",
  "*": "*",
  "/": "/",
  "%": "%",
  "**": "^",
};

/** Functions of both, by their names in Grafana. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  abs: "abs",
  log: "ln",
  round: "round",
  ceil: "ceil",
  floor: "floor",
};

/** Refers to a query in what is parsed. */
const REFERENCE = "ref_";

/**
 * The same in PromQL.
 * @param queryOf PromQL of a query, by its refId
 * @throws {SyntaxError} naming what PromQL has no word for
 */
export function promqlOfMath(
  expression: string,
  queryOf: (refId: string) => string,
): string {
  const text = expression.replaceAll(
    /\$\{([^}]+)\}|\$(\w+)/g,
    (_, braced, bare) => `${REFERENCE}${braced ?? bare}`,
  );
  const written = write(jsep(text), queryOf);
  return text.includes(REFERENCE) ? written : `vector(${written})`;
}

function write(
  node: jsep.Expression,
  queryOf: (refId: string) => string,
): string {
  const part = (one: unknown): string => {
    if (isNode(one)) return write(one, queryOf);
    throw new SyntaxError("a part of it is missing");
  };
  switch (node.type) {
    case "Literal":
      return String(node.value);
    case "Identifier": {
      const name = String(node.name);
      if (name.startsWith(REFERENCE)) {
        return `(${queryOf(name.slice(REFERENCE.length))})`;
      }
      break;
    }
    case "UnaryExpression":
      if (node.operator === "-") return `(-1 * ${part(node.argument)})`;
      if (node.operator === "!") return `(${part(node.argument)} == bool 0)`;
      break;
    case "BinaryExpression":
      return binary(
        String(node.operator),
        part(node.left),
        part(node.right),
      );
    case "CallExpression": {
      const { callee, arguments: given } = node;
      const name = isNode(callee) ? FUNCTIONS[String(callee.name)] : undefined;
      const [first] = Array.isArray(given) ? given : [];
      if (name !== undefined) return `${name}(${part(first)})`;
      break;
    }
  }
  throw new SyntaxError(
    `its ${node.type} ${String(node.name ?? node.operator ?? "")} is not known`,
  );
}

function binary(operator: string, left: string, right: string): string {
  if (operator === "&&") {
    return `((${left} != bool 0) * (${right} != bool 0))`;
  }
  if (operator === "||") {
    return `(((${left} != bool 0) + (${right} != bool 0)) > bool 0)`;
  }
  if (COMPARISONS.has(operator)) return `(${left} ${operator} bool ${right})`;
  const word = ARITHMETIC[operator];
  if (word !== undefined) return `(${left} ${word} ${right})`;
  throw new SyntaxError(`its operator ${operator} is not known`);
}

function isNode(value: unknown): value is jsep.Expression {
  return typeof value === "object" && value !== null && "type" in value;
}
