/**
 * The answers that a probe may give: the Chaos Toolkit's tolerances (a value,
 * two bounds, a pattern, a JSON path, a range), and a comparison.
 * @see https://chaostoolkit.org/reference/api/experiment/#steady-state-probe-tolerance
 * @module
 */

import { query } from "json-p3";
import { z } from "zod";

/** Which part of an HTTP answer is meant; its status by default. */
const target = z.enum(["status", "body", "ms"]).optional();

/** How a value is compared. */
const OPERATORS = ["<", "<=", ">", ">=", "==", "!="] as const;

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** JSON in a text. */
const jsonText = z.string().transform((text, context) => {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    context.addIssue("must be JSON");
    return z.NEVER;
  }
});

/** A tolerance as a file has it. */
export const toleranceSchema = z.union([
  scalar,
  z.tuple([z.number(), z.number()]),
  z.strictObject({
    type: z.literal("range"),
    range: z.tuple([z.number(), z.number()]),
    target,
  }),
  z.strictObject({
    type: z.literal("regex"),
    pattern: z.string().refine(isPattern, "must be a regular expression"),
    target,
  }),
  z.strictObject({
    type: z.literal("jsonpath"),
    path: z.string().refine(isPath, "must be a JSON path, such as $.status"),
    expect: z.array(z.unknown()).optional(),
    count: z.int().min(0).optional(),
  }),
  z.strictObject({
    type: z.literal("compare"),
    operator: z.enum(OPERATORS),
    value: z.number(),
    target,
  }),
]);

/** A tolerance, checked. */
export type Tolerance = z.output<typeof toleranceSchema>;

/** The finding of a probe. */
export interface Found {
  /** Undefined: nothing could be measured, which no tolerance allows. */
  readonly value: string | number | boolean | undefined;
  /** Of an HTTP answer. */
  readonly answer?: {
    readonly status: number;
    readonly ms: number;
    readonly body: string;
  };
  /** Why there is no value, or what it was made of; for people. */
  readonly note?: string;
  /**
   * True when there is no value because too little happened: that is no sign
   * of anything, neither good nor bad.
   */
  readonly isUnknown?: boolean;
}

/** True when the tolerance allows what was found. */
export function tolerates(tolerance: Tolerance, found: Found): boolean {
  if (found.value === undefined) return false;
  if (typeof tolerance !== "object") return tolerance === found.value;
  if (Array.isArray(tolerance)) return within(tolerance, found.value);
  switch (tolerance.type) {
    case "range":
      return within(tolerance.range, picked(tolerance.target, found));
    case "regex":
      return new RegExp(tolerance.pattern)
        .test(String(picked(tolerance.target, found)));
    case "jsonpath":
      return pathHolds(tolerance, found);
    case "compare":
      return compares(
        numberOf(picked(tolerance.target, found)),
        tolerance.operator,
        tolerance.value,
      );
  }
}

/** The tolerance in words: "200", "0 to 0.01", "< 500 (ms)". */
export function toleranceText(tolerance: Tolerance): string {
  if (typeof tolerance !== "object") return String(tolerance);
  if (Array.isArray(tolerance)) return tolerance.join(" to ");
  switch (tolerance.type) {
    case "range":
      return tolerance.range.join(" to ") + suffix(tolerance.target);
    case "regex":
      return `/${tolerance.pattern}/` + suffix(tolerance.target);
    case "jsonpath":
      return `${tolerance.path} ${
        tolerance.expect === undefined
          ? `${tolerance.count ?? "at least 1"} times`
          : `is ${JSON.stringify(tolerance.expect)}`
      }`;
    case "compare":
      return `${tolerance.operator} ${tolerance.value}` +
        suffix(tolerance.target);
  }
}

function suffix(of: string | undefined): string {
  return of === undefined ? "" : ` (${of})`;
}

function picked(of: z.output<typeof target>, found: Found): unknown {
  return of === undefined ? found.value : found.answer?.[of] ?? found.value;
}

function within(
  [low, high]: readonly [number, number],
  value: unknown,
): boolean {
  const number = numberOf(value); // NaN is never within
  return number >= low && number <= high;
}

/** NaN for what is no number: an empty text or a "no" is not 0. */
function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : NaN;
}

function compares(
  left: number,
  operator: (typeof OPERATORS)[number],
  right: number,
): boolean {
  switch (operator) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "==":
      return left === right;
    case "!=":
      return left < right || left > right; // what is no number is not other
  }
}

function pathHolds(
  { path, expect, count }: {
    readonly path: string;
    readonly expect?: readonly unknown[] | undefined;
    readonly count?: number | undefined;
  },
  found: Found,
): boolean {
  const text = found.answer?.body ?? String(found.value);
  const body = jsonText.safeParse(text);
  if (!body.success) return false; // not JSON: there is nothing at the path
  const values = query(path, body.data).values();
  if (count !== undefined && values.length !== count) return false;
  return expect === undefined
    ? count !== undefined || values.length > 0
    : JSON.stringify(values) === JSON.stringify(expect);
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function isPath(text: string): boolean {
  try {
    query(text, {});
    return true;
  } catch {
    return false;
  }
}
