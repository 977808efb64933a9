/**
 * GitHub's expressions, `${{ ... }}`, evaluated by GitHub's own library: the
 * rules of comparison, truth and text have many corners (`'' == 0` is true, an
 * object in a text is the word Object), and a checker that turns one of them
 * differently checks a workflow that does not exist.
 * @module
 */

import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { type Result, TokenType } from "@actions/expressions/lexer";
import { truthy } from "@actions/expressions/result";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** The values that an expression may name, and the status so far. */
export interface Scope {
  /** Contexts by name: `github`, `matrix`, `env`, ... */
  readonly values: Readonly<Record<string, unknown>>;
  /**
   * How the job's steps went, or the jobs that this one needs. `skipped` is
   * neither: `success()` and `failure()` are both false then.
   */
  readonly status: "success" | "failure" | "skipped";
}

/** All contexts; one without a value is empty. */
const CONTEXTS: readonly string[] = [
  ...["github", "env", "vars", "job", "jobs", "steps", "runner", "secrets"],
  ...["strategy", "matrix", "needs", "inputs"],
];

/** Functions beside those of the library, with how many arguments they take. */
const FUNCTIONS: readonly (readonly [
  string,
  { readonly min: number; readonly max: number },
  (status: Scope["status"]) => data.ExpressionData,
])[] = [
  ["success", { min: 0, max: 0 }, (status) => truth(status === "success")],
  ["failure", { min: 0, max: 0 }, (status) => truth(status === "failure")],
  ["always", { min: 0, max: 0 }, () => truth(true)],
  ["cancelled", { min: 0, max: 0 }, () => truth(false)],
  [
    "hashFiles",
    { min: 1, max: 255 },
    () => new data.StringData("0".repeat(64)),
  ],
];

/** With one of these, an `if` decides by itself what a failure means. */
const STATUS_FUNCTIONS: readonly string[] = [
  "success",
  "failure",
  "always",
  "cancelled",
];

function truth(value: boolean): data.BooleanData {
  return new data.BooleanData(value);
}

/** A text with each `${{ ... }}` in it replaced. @throws {CouldNotRun} */
export function interpolate(text: string, scope: Scope): string {
  const source = expressionOf(text);
  return source === undefined ? text : run(source, scope).coerceString();
}

/**
 * A value of a workflow with the expressions in it evaluated: a text that is one
 * expression becomes its value, so that `fromJSON(...)` gives a list.
 * @throws {CouldNotRun} on an expression that cannot be evaluated
 */
export function evaluateIn(value: unknown, scope: Scope): unknown {
  if (typeof value === "string") {
    const source = expressionOf(value);
    return source === undefined ? value : evaluate(source, scope);
  }
  if (Array.isArray(value)) return value.map((one) => evaluateIn(one, scope));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      interpolate(key, scope),
      evaluateIn(one, scope),
    ]),
  );
}

/** Whether an `if` lets go on; without one: while all went well. */
export function holds(source: string | undefined, scope: Scope): boolean {
  const condition = source === undefined || source.trim() === ""
    ? "success()"
    : expressionOf(source) ?? source;
  return (asksStatus(condition) || scope.status === "success") &&
    truthy(run(condition, scope));
}

/** Whether a status function is called, and not only named in a text. */
function asksStatus(source: string): boolean {
  const { tokens } = lexed(source);
  return tokens.some(({ lexeme, type }, i) =>
    type === TokenType.IDENTIFIER &&
    STATUS_FUNCTIONS.includes(lexeme.toLowerCase()) &&
    tokens[i + 1]?.type === TokenType.LEFT_PAREN
  );
}

/** The value of an expression, as JSON has it. @throws {CouldNotRun} */
export function evaluate(source: string, scope: Scope): unknown {
  return JSON.parse(JSON.stringify(run(source, scope), data.replacer));
}

function run(source: string, { values, status }: Scope): data.ExpressionData {
  const contexts = new data.Dictionary(
    ...CONTEXTS.map((key) => ({ key, value: dataOf(values[key]) })),
  );
  const functions = FUNCTIONS.map(([name, { min, max }, call]) => ({
    name,
    minArgs: min,
    maxArgs: max,
    call: () => call(status),
  }));
  const byName = new Map(functions.map((one) => [one.name.toLowerCase(), one]));
  const { tokens } = lexed(source);
  return orRefuse(source, () => {
    const tree = new Parser(tokens, [...CONTEXTS], functions).parse();
    return new Evaluator(tree, contexts, byName).evaluate();
  });
}

/** The words of an expression. */
function lexed(source: string): Result {
  const { tokens } = orRefuse(source, () => new Lexer(source).lex());
  return {
    // The library replaces only the first '' of a text by a quote.
    tokens: tokens.map((token) =>
      token.type === TokenType.STRING
        ? {
          ...token,
          value: token.lexeme.slice(1, -1).replaceAll("''", "'"),
        }
        : token
    ),
  };
}

function orRefuse<T>(source: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new CouldNotRun(
      `Cannot evaluate the expression ${source.trim()}: ${error.message}`,
    );
  }
}

function dataOf(value: unknown): data.ExpressionData {
  return value === undefined
    ? new data.Dictionary()
    : JSON.parse(JSON.stringify(value), data.reviver);
}

/**
 * The expression that a text stands for: the inner one when the text is one
 * whole expression, else a `format` of all of them.
 * @returns undefined when there is no expression in the text
 */
function expressionOf(text: string): string | undefined {
  const parts: string[] = []; // text, expression, text, ...
  let at = 0;
  for (;;) {
    const start = text.indexOf("${{", at);
    const end = start === -1 ? -1 : endOf(text, start + 3);
    if (end === -1) break;
    parts.push(text.slice(at, start), text.slice(start + 3, end));
    at = end + 2;
  }
  if (parts.length === 0) return undefined;
  parts.push(text.slice(at));
  const [before = "", first = "", after = ""] = parts;
  if (parts.length === 3 && `${before}${after}`.trim() === "") return first;
  const pattern = parts.map((part, i) =>
    i % 2 === 1
      ? `{${(i - 1) / 2}}`
      : part.replaceAll(/[{}]/g, "$&$&").replaceAll("'", "''")
  ).join("");
  const values = parts.filter((_, i) => i % 2 === 1);
  return `format('${pattern}', ${values.join(", ")})`;
}

/** Where `}}` ends an expression: outside of its texts. */
function endOf(text: string, from: number): number {
  let isQuoted = false;
  for (let i = from; i < text.length; i++) {
    if (text[i] === "'") isQuoted = !isQuoted;
    if (!isQuoted && text.startsWith("}}", i)) return i;
  }
  return -1;
}
