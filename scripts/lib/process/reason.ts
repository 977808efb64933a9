/**
 * The line of a program's stderr that says why it ended.
 * @module
 */

import { stripVTControlCharacters } from "node:util";

/** The first line that speaks of an error, else the last; empty for none. */
export function reasonIn(stderr: string): string {
  const lines = stripVTControlCharacters(stderr).split("\n")
    .map((line) => line.trim()).filter((line) => line !== "");
  return lines.find((line) => /^(?:\w*error\b|Cannot )/i.test(line)) ??
    lines.at(-1) ?? "";
}
