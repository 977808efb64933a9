/**
 * The functions of GitHub's expressions.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";

type Values = readonly unknown[];

/** A function of its arguments, and of how it went so far. */
export type ExpressionFunction = (
  values: Values,
  status: "success" | "failure",
) => unknown;

const FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  success: (_, status) => status === "success",
  failure: (_, status) => status === "failure",
  always: () => true,
  cancelled: () => false,
  contains: ([where, what]) =>
    Array.isArray(where)
      ? where.some((one) => low(one) === low(what))
      : low(where).includes(low(what)),
  startswith: ([text, start]) => low(text).startsWith(low(start)),
  endswith: ([text, end]) => low(text).endsWith(low(end)),
  format: ([pattern, ...values]) =>
    String(pattern).replaceAll(
      /\{(\d+)\}/g,
      (_, i: string) => String(values[Number(i)] ?? ""),
    ),
  join: ([list, by = ","]) =>
    Array.isArray(list) ? list.join(String(by)) : String(list ?? ""),
  tojson: ([value]) => JSON.stringify(value),
  fromjson: ([text]) => JSON.parse(String(text)),
  hashfiles: () => "0".repeat(64),
};

function low(value: unknown): string {
  return String(value ?? "").toLowerCase();
}

/** The function of a name. @throws {CouldNotRun} when there is none */
export function functionOf(name: string): ExpressionFunction {
  const found = FUNCTIONS[name.toLowerCase()];
  if (found !== undefined) return found;
  throw new CouldNotRun(`Cannot evaluate ${name}(): no such function`);
}
