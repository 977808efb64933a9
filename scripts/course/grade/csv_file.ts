/**
 * Reads CSV files. Every mistake is reported with its file, line and field, and
 * none of them taken over.
 * @module
 */

import { CsvError, parse } from "csv-parse/sync";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** A row, and where it stands. */
export interface Row {
  /** "points.csv:17" */
  readonly where: string;
  /** A field. @throws {FieldError} when it is missing or empty */
  field(name: string): string;
  /** A field that may be empty or missing. */
  optional(name: string): string;
}

/** A field that cannot be what it says. */
export class FieldError extends Error {
  override readonly name = "FieldError";
}

/** How many problems are reported together. */
const TOLD = 20;

/**
 * Reads rows.
 * @param columns that there must be
 * @throws {CouldNotRun} telling every problem
 */
export function readRows<T>(
  file: string,
  text: string,
  columns: readonly string[],
  read: (row: Row) => T,
): readonly T[] {
  const { head, records } = parsedCsv(file, text);
  const missing = columns.filter((name) => !head.includes(name));
  if (missing.length > 0) {
    throw new CouldNotRun(
      `Cannot read ${file}: column ${missing.join(", ")} is missing; there ` +
        `are ${head.join(", ") || "none"}`,
    );
  }
  const twice = columns.filter((name) =>
    head.indexOf(name) !== head.lastIndexOf(name)
  );
  if (twice.length > 0) {
    throw new CouldNotRun(
      `Cannot read ${file}: column ${twice.join(", ")} is there twice. Leave ` +
        "one of them in it",
    );
  }
  const problems: string[] = [];
  const rows: T[] = [];
  for (const { record, info } of records) {
    const where = `${file}:${info.lines}`;
    try {
      rows.push(read(rowOf(where, record)));
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      problems.push(error.message);
    }
  }
  refuse(problems);
  return rows;
}

/** @throws {CouldNotRun} telling them, when there are any */
export function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const more = problems.length - TOLD;
  throw new CouldNotRun(
    [
      ...problems.slice(0, TOLD),
      ...more > 0 ? [`and ${more} more`] : [],
      "Nothing was written.",
    ].join("\n"),
  );
}

/** A decimal number within bounds. */
export function numberField(
  row: Row,
  name: string,
  min: number,
  max: number,
): number {
  const text = row.field(name);
  const value = /^-?\d+([.,]\d+)?$/.test(text)
    ? Number(text.replace(",", "."))
    : NaN;
  if (value >= min && value <= max) return value;
  throw new FieldError(
    `${row.where}: ${name} must be a number from ${min} to ${max}, current ` +
      `value is ${text}`,
  );
}

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/**
 * The columns that a file has, in their order.
 * @throws {CouldNotRun} when it is no CSV
 */
export function columnsOf(file: string, text: string): readonly string[] {
  return parsedCsv(file, text).head;
}

function parsedCsv(
  file: string,
  text: string,
): { readonly head: readonly string[]; readonly records: readonly Parsed[] } {
  if (text.includes("\uFFFD") || text.includes("\0")) {
    throw new CouldNotRun(
      `Cannot read ${file}: it is neither UTF-8 nor UTF-16. Save it as ` +
        '"CSV UTF-8"',
    );
  }
  const body = withoutHint(text);
  // A file with a heading and nothing below it has columns, and no record.
  let head: readonly string[] = [];
  try {
    const records = parse(body, {
      bom: true,
      columns: (names: readonly string[]) => {
        head = names.map((name) => name.trim());
        return [...head];
      },
      delimiter: delimiterOf(body),
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly Parsed[]; // its types leave out the option info
    return { head, records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CouldNotRun(`Cannot read ${file}: ${error.message}`, {
      cause: error,
    });
  }
}

/** Excel's own first line, `sep=;`, gives way to an empty one. */
function withoutHint(text: string): string {
  return text.replace(/^\uFEFF?"?sep=.?"?(?=\r?\n)/i, "");
}

/**
 * A semicolon or a tab where the heading has one outside quotes: programs write
 * them where the comma is the decimal sign, and then a heading such as
 * `Grade/10,00` has a comma that separates nothing.
 */
function delimiterOf(text: string): ";" | "\t" | "," {
  const bare = text.replace(/"(?:[^"]|"")*"/g, "");
  const heading = /^\s*(\S.*)/.exec(bare)?.[1] ?? "";
  if (heading.includes(";")) return ";";
  return heading.includes("\t") ? "\t" : ",";
}

function rowOf(
  where: string,
  record: Readonly<Record<string, string>>,
): Row {
  const optional = (name: string): string => record[name] ?? "";
  return {
    where,
    optional,
    field(name) {
      const value = optional(name);
      if (value !== "") return value;
      throw new FieldError(`${where}: ${name} is empty`);
    },
  };
}
