/**
 * JSON that people can read and that stays short: what fits in a line stands in
 * one. A journal of a chaos experiment has 6,700 lines with every value in a line
 * of its own.
 * @module
 */

/** Longest line (characters): one sample of a journal fits. */
const WIDTH = 240;

/** The text of a value that JSON can hold; it ends without a newline. */
export function compactJson(value: unknown): string {
  return written(value, "");
}

function written(value: unknown, indent: string): string {
  const line = inOneLine(value);
  if (line.length + indent.length <= WIDTH || !isNested(value)) return line;
  const inner = indent + "  ";
  const isList = Array.isArray(value);
  const items = isList
    ? value.map((one) => written(one, inner))
    : Object.entries(value).filter(([, one]) => one !== undefined)
      .map(([key, one]) => `${JSON.stringify(key)}: ${written(one, inner)}`);
  const [open, close] = isList ? "[]" : "{}";
  const body = items.map((item) => `${inner}${item}`).join(",\n");
  return `${open}\n${body}\n${indent}${close}`;
}

function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(", ")}]`;
  if (!isNested(value)) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${JSON.stringify(key)}: ${inOneLine(one)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
