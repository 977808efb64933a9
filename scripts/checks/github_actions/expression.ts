/**
 * GitHub's expressions, `${{ ... }}`: a language of values without effects.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { functionOf } from "./expression_functions.ts";

/** What an expression may name: `github`, `matrix`, `env`, ... */
export interface Scope {
  readonly values: Readonly<Record<string, unknown>>;
  /** How it went so far, for `success()` and its like. */
  readonly status: "success" | "failure";
}

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|(0x[\da-f]+|-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|<=|>=|[<>!()[\].,*]))/iy;

/** Operators by how tightly they bind. */
const LEVELS: Readonly<Record<string, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
};

/** Replaces each `${{ ... }}` in a text. */
export function interpolate(text: string, scope: Scope): string {
  return text.replaceAll(
    /\$\{\{([^]*?)\}\}/g,
    (_, source: string) => textOf(evaluate(source, scope)),
  );
}

/** Whether an `if` lets go on; without one: while all went well. */
export function holds(source: string | undefined, scope: Scope): boolean {
  if (source === undefined) return scope.status === "success";
  const inner = /^\s*\$\{\{([^]*)\}\}\s*$/.exec(source)?.[1] ?? source;
  const asksStatus = /\b(?:success|failure|always|cancelled)\s*\(/.test(inner);
  return (asksStatus || scope.status === "success") &&
    isTruthy(evaluate(inner, scope));
}

/** The value of an expression. @throws {CouldNotRun} on one that is none */
export function evaluate(source: string, scope: Scope): unknown {
  const words = tokensOf(source);
  let at = 0;
  const value = binary(0);
  if (at < words.length) throw unreadable(source);
  return value;

  function take(word: string): boolean {
    if (words[at] !== word) return false;
    at++;
    return true;
  }
  function must(word: string): void {
    if (!take(word)) throw unreadable(source);
  }
  function binary(least: number): unknown {
    let left = unary();
    for (;;) {
      const operator = words[at] ?? "";
      const level = LEVELS[operator];
      if (level === undefined || level <= least) return left;
      at++;
      left = apply(operator, left, binary(level));
    }
  }
  function unary(): unknown {
    if (take("!")) return !isTruthy(unary());
    if (take("(")) {
      const value = binary(0);
      must(")");
      return access(value);
    }
    const word = words[at++] ?? "";
    if (word.startsWith("'")) return word.slice(1, -1).replaceAll("''", "'");
    if (/^-?\d/.test(word)) return Number(word);
    if (word === "true" || word === "false") return word === "true";
    if (word === "null") return null;
    if (!/^[A-Za-z_]/.test(word)) throw unreadable(source);
    if (!take("(")) return access(scope.values[word] ?? null);
    const values: unknown[] = [];
    while (!take(")")) {
      if (values.length > 0) must(",");
      values.push(binary(0));
    }
    return access(functionOf(word)(values, scope.status));
  }
  function access(value: unknown): unknown {
    if (take(".")) {
      const name = words[at++] ?? "";
      if (!/^(?:[A-Za-z_]|\*$)/.test(name)) throw unreadable(source);
      return access(partOf(value, name));
    }
    if (!take("[")) return value;
    const key = binary(0);
    must("]");
    return access(partOf(value, textOf(key)));
  }
}

function tokensOf(source: string): readonly string[] {
  const words: string[] = [];
  TOKEN.lastIndex = 0;
  while (source.slice(TOKEN.lastIndex).trim() !== "") {
    const found = TOKEN.exec(source);
    if (found === null) throw unreadable(source);
    words.push(found[0].trim());
  }
  return words;
}

function unreadable(source: string): CouldNotRun {
  return new CouldNotRun(`Cannot read the expression ${source.trim()}`);
}

function partOf(value: unknown, key: string): unknown {
  if (key === "*") {
    return Array.isArray(value) ? value : Object.values(Object(value));
  }
  if (Array.isArray(value) && !/^\d+$/.test(key)) {
    return value.map((one) => partOf(one, key));
  }
  const found = Object.entries(Object(value))
    .find(([name]) => name.toLowerCase() === key.toLowerCase());
  return found?.[1] ?? null;
}

function apply(operator: string, left: unknown, right: unknown): unknown {
  switch (operator) {
    case "||":
      return isTruthy(left) ? left : right;
    case "&&":
      return isTruthy(left) ? right : left;
    case "==":
      return areEqual(left, right);
    case "!=":
      return !areEqual(left, right);
    case "<":
      return Number(left) < Number(right);
    case "<=":
      return Number(left) <= Number(right);
    case ">":
      return Number(left) > Number(right);
    default:
      return Number(left) >= Number(right);
  }
}

function areEqual(left: unknown, right: unknown): boolean {
  if (typeof left === "string" && typeof right === "string") {
    return left.toLowerCase() === right.toLowerCase();
  }
  return typeof left === typeof right
    ? left === right
    : Number(left) === Number(right);
}

function isTruthy(value: unknown): boolean {
  return value !== "" && Boolean(value);
}

/** A value as text: nothing is empty. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
