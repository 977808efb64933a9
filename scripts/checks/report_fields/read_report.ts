/**
 * Reads the declared fields of a report: from its structured part first, else
 * from what it says in tables, lists and sentences.
 * @module
 */

import { type Block, blocksOf } from "./blocks.ts";
import type { Field, FieldResult, Grid, Results } from "./field.ts";
import { candidatesFor, itemsFor, listAt, within } from "./find_in_prose.ts";
import { isBlank } from "./kinds.ts";
import { type StructuredPart, structuredPart } from "./structured_part.ts";

/** Fields that belong together, under one name in the structured part. */
export interface FieldGroup<
  F extends Readonly<Record<string, Field<unknown>>> = Readonly<
    Record<string, Field<unknown>>
  >,
> {
  /** The key of the structured part, e.g. `budget`. */
  readonly name: string;
  /** The step that it belongs to, e.g. "3.6". */
  readonly step: string;
  readonly fields: F;
}

/** The values of a report. A field that cannot be read is no wrong one. */
export function readReport<F extends Readonly<Record<string, Field<unknown>>>>(
  markdown: string,
  { name, fields }: Pick<FieldGroup<F>, "name" | "fields">,
): Results<F> {
  const blocks = blocksOf(markdown);
  const part = structuredPart(blocks);
  const results = Object.entries(fields).map(([key, one]) => {
    const paths = [`${name}.${key}`, key];
    const structured = fromStructured(part, paths, one);
    if (structured.state === "read") return [key, structured];
    const hasPlace = paths.some((path) => part.values.has(path));
    const prose = fromProse(blocks, one, hasPlace);
    return [
      key,
      prose.state === "read" || structured.state === "missing"
        ? prose
        : structured,
    ];
  });
  return Object.fromEntries(results) as Results<F>; // one result for each field
}

const MISSING = { state: "missing" } as const;

function fromStructured<T>(
  part: StructuredPart,
  paths: readonly string[],
  { read, readItems, readGrid }: Field<T>,
): FieldResult<T> {
  const found = paths.map((path) => part.values.get(path))
    .find((one) => one !== undefined && !isBlank(one.text));
  if (found === undefined) return brokenOf(part, paths.at(-1) ?? "");
  const { text, items, grid, line } = found;
  const value = (grid && readGrid?.(grid)) ?? (items && readItems?.(items)) ??
    read(text);
  if (isNothing(value)) return MISSING;
  return value === undefined
    ? { state: "unreadable", text, line }
    : { state: "read", value, text, line };
}

/** A block that is not YAML may say it all the same: it is not missing. */
function brokenOf<T>({ broken }: StructuredPart, key: string): FieldResult<T> {
  const at = broken.find(({ text }) =>
    new RegExp(`^\\s*(?:- )?${key}\\s*:`, "m").test(text)
  );
  return at === undefined
    ? MISSING
    : { state: "unreadable", text: at.reason, line: at.line };
}

function fromProse<T>(
  blocks: readonly Block[],
  field: Field<T>,
  hasPlace: boolean,
): FieldResult<T> {
  const near = within(blocks, field.section);
  const found = inBlocks(near, field, hasPlace);
  return found.state === "missing" && near.length < blocks.length
    ? inBlocks(blocks, field, hasPlace)
    : found;
}

function inBlocks<T>(
  blocks: readonly Block[],
  { labels, read, readItems, readGrid }: Field<T>,
  hasPlace: boolean,
): FieldResult<T> {
  if (readGrid !== undefined) {
    return tableIn(blocks, labels, readGrid, readItems);
  }
  const items = readItems && itemsFor(blocks, labels);
  if (items !== undefined) {
    const value = readItems?.(items.items);
    const text = items.items.join("\n");
    if (value !== undefined) {
      return { state: "read", value, text, line: items.line };
    }
  }
  const places = candidatesFor(blocks, labels, hasPlace);
  for (const { text, line } of places) {
    const value = read(text);
    if (value !== undefined) return { state: "read", value, text, line };
  }
  const unread = places.find(({ isSure }) => isSure);
  return unread === undefined
    ? MISSING
    : { state: "unreadable", text: unread.text, line: unread.line };
}

function tableIn<T>(
  blocks: readonly Block[],
  labels: readonly RegExp[],
  readGrid: (grid: Grid) => T | undefined,
  readItems: ((texts: readonly string[]) => T | undefined) | undefined,
): FieldResult<T> {
  for (const block of blocks) {
    if (block.kind !== "table") continue;
    const value = readGrid(block.grid);
    const text = block.grid.columns.join(" | ");
    if (value !== undefined && !isNothing(value)) {
      return { state: "read", value, text, line: block.line };
    }
  }
  const first = blocks.find((block) => block.kind === "item");
  const list = itemsFor(blocks, labels) ??
    (first?.kind === "item" ? listAt(blocks, first.list) : undefined);
  if (list === undefined || readItems === undefined) return MISSING;
  const value = readItems(list.items);
  const text = list.items.join("\n");
  return value === undefined
    ? MISSING
    : { state: "read", value, text, line: list.line };
}

/** A table of which only the form's own cells are filled in reads as no row. */
function isNothing(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
