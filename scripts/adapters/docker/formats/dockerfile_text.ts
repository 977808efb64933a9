/**
 * Pieces of a Dockerfile's text: continued lines, flags, lists, here-documents.
 * @module
 */

import { Copy, type Flag, type Instruction, Run } from "dockerfile-ast";

type Range = ReturnType<Instruction["getRange"]>;

/**
 * The text of a range, its continued lines joined; comments and empty lines
 * between them do not count.
 * @param lastLine where to stop before the end of the range (from 0)
 */
export function joined(
  source: string,
  { start, end }: Range,
  escape: string,
  lastLine = end.line,
): string {
  const lines = source.split(/\r?\n/).slice(start.line, lastLine + 1);
  return lines.map((line, i) =>
    line.slice(
      i === 0 ? start.character : 0,
      start.line + i === end.line ? end.character : undefined,
    )
  )
    .filter((line, i) => i === 0 || !/^\s*(?:#.*)?$/.test(line))
    .map((line, i, all) => {
      const text = line.trimEnd();
      return i < all.length - 1 && text.endsWith(escape)
        ? text.slice(0, -escape.length)
        : text;
    }).join("");
}

/** The text after the flags. */
export function withoutFlags(text: string, flags: readonly Flag[]): string {
  let rest = text.trim();
  for (const flag of flags) {
    const word = String(flag);
    if (rest.startsWith(word)) rest = rest.slice(word.length).trimStart();
  }
  return rest;
}

/** Items of the JSON form; what is no JSON goes to a shell, as Docker does. */
export function listOf(text: string): readonly string[] | undefined {
  if (!text.startsWith("[")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((one) => typeof one === "string")
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

/** Here-documents, and the last line (from 0) that announces one. */
export function documentsOf(
  parsed: Instruction,
  source: string,
): {
  readonly contents: ReadonlyMap<string, string>;
  readonly lastLine: number | undefined;
} {
  const found = parsed instanceof Copy || parsed instanceof Run
    ? parsed.getHeredocs()
    : [];
  const lines = source.split(/\r?\n/);
  return {
    contents: new Map(found.map((one) => {
      const range = one.getContentRange();
      return [
        one.getName(),
        range === null
          ? ""
          : lines.slice(range.start.line, range.end.line + 1).join("\n"),
      ];
    })),
    lastLine: found.at(-1)?.getStartRange().start.line,
  };
}
