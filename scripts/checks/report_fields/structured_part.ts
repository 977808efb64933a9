/**
 * The structured part of a report: front matter, or blocks that are fenced as
 * YAML. All values are read as they are written, since `1:35`, `50,4` and
 * `6.652.800` are for a field to read and not for YAML.
 * @module
 */

import { isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import {
  parseYamlDocument,
  type YamlDocument,
  YamlError,
} from "../../lib/text/yaml/mod.ts";
import type { Block } from "./blocks.ts";
import type { Grid } from "./field.ts";

/** A value of the structured part. */
export interface StructuredValue {
  /** Of a scalar, as it is written; of a list its entries, a line each. */
  readonly text: string;
  readonly items: readonly string[] | undefined;
  readonly grid: Grid | undefined;
  /** Line of the report, from 1. */
  readonly line: number;
}

/** The content of all such blocks of a report. */
export interface StructuredPart {
  /** Values by their path, such as `budget.minutes`. */
  readonly values: ReadonlyMap<string, StructuredValue>;
  /** Blocks that are not YAML, with the line and the reason. */
  readonly broken: readonly {
    readonly text: string;
    readonly line: number;
    readonly reason: string;
  }[];
}

/** Reads them; where a path stands twice, the first value counts. */
export function structuredPart(blocks: readonly Block[]): StructuredPart {
  const values = new Map<string, StructuredValue>();
  const broken: StructuredPart["broken"][number][] = [];
  for (const block of blocks) {
    if (block.kind !== "yaml") continue;
    const found = parsed(block.text);
    if (found instanceof YamlError) {
      const line = block.line - 1 + found.line;
      broken.push({ text: block.text, line, reason: found.message });
      continue;
    }
    const contents = found?.document.contents;
    if (found === undefined || !isMap(contents)) continue;
    const lineOf = (path: readonly string[]): number =>
      block.line - 1 + found.lineOf(path);
    for (const [path, value] of entriesOf(contents, [], lineOf)) {
      const isEmpty = (values.get(path)?.text ?? "") === "";
      if (isEmpty) values.set(path, value);
    }
  }
  return { values, broken };
}

function parsed(text: string): YamlDocument | undefined | YamlError {
  const attempt = (source: string) => {
    try {
      return parseYamlDocument(source, "the block");
    } catch (error) {
      if (error instanceof YamlError) return error;
      throw error;
    }
  };
  const first = attempt(text);
  if (!(first instanceof YamlError)) return first;
  const second = attempt(quoted(text));
  return second instanceof YamlError ? first : second;
}

/**
 * The text with every plain value in quotes: `**50.4**`, `~95 s` and a back tick
 * mean something else to YAML.
 */
function quoted(text: string): string {
  return text.replaceAll(
    /^([ \t]*(?:- +)?(?:[\w.-]+[ \t]*:[ \t]+|- +))(?=[^\s'"#|>[{])(?!- )([^\n]*?)((?:[ \t]+#[^\n]*)?\r?)$/gm,
    (all, head: string, value: string, tail: string) =>
      /^[\w.-]+\s*:(?:\s|$)/.test(value)
        ? all
        : `${head}${JSON.stringify(value.trim())}${tail}`,
  );
}

function entriesOf(
  map: YAMLMap,
  above: readonly string[],
  lineOf: (path: readonly string[]) => number,
): readonly (readonly [string, StructuredValue])[] {
  return map.items.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    const path = [...above, textOf(key)];
    if (isMap(value)) return entriesOf(value, path, lineOf);
    const line = lineOf(path);
    const list = isSeq(value) ? value : undefined;
    const items = list?.items.map(textOf);
    const grid = list && gridOf(list, line);
    const one = { text: textOf(value), items, grid, line };
    return [[path.join("."), one] as const];
  });
}

/** A list of maps as a table: a row each, a column for each key. */
function gridOf({ items }: YAMLSeq, line: number): Grid | undefined {
  const maps = items.filter(isMap);
  if (maps.length === 0 || maps.length < items.length) return undefined;
  const columns = [
    ...new Set(maps.flatMap((map) => map.items.map(({ key }) => textOf(key)))),
  ];
  const rows = maps.map((map) =>
    columns.map((column) => textOf(map.get(column, true)))
  );
  return { columns, rows, line };
}

function textOf(node: unknown): string {
  // The source: `1:35`, `0x10` and `1.10` as they stand there.
  if (isScalar(node)) return node.source ?? "";
  if (isSeq(node)) return node.items.map(textOf).join("\n");
  if (isMap(node)) {
    return node.items.map(({ key, value }) =>
      `${textOf(key)}: ${textOf(value)}`
    )
      .join("\n");
  }
  return "";
}
