/**
 * Forms of any text file that editors and systems make.
 * @module
 */

import type { Rule } from "./variant.ts";

/** Windows' line endings. */
const CRLF: Rule = {
  name: "lines end with CRLF",
  apply: (text) =>
    text.includes("\r\n") ? undefined : text.replaceAll("\n", "\r\n"),
};

/** The mark that Windows' editors put first. */
const BOM: Rule = {
  name: "a byte order mark",
  apply: (text) => text.startsWith("\ufeff") ? undefined : `\ufeff${text}`,
};

/** No newline at the end. */
const NO_FINAL_NEWLINE: Rule = {
  name: "no newline at the end",
  apply: (text) => /\n$/.test(text) ? text.trimEnd() : undefined,
};

/** Empty lines at the end. */
const EMPTY_LINES_AT_END: Rule = {
  name: "empty lines at the end",
  apply: (text) => `${text}\n\n`,
};

/** Spaces at the ends of lines that are not empty. */
export const TRAILING_SPACES: Rule = {
  name: "spaces at the ends of lines",
  apply: (text) => text.replaceAll(/(?<=\S)(?=\r?\n)/g, " "),
};

/** All of them that no format objects to. */
export const TEXT_RULES: readonly Rule[] = [
  CRLF,
  BOM,
  NO_FINAL_NEWLINE,
  EMPTY_LINES_AT_END,
];
