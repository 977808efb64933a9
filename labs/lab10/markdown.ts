/**
 * A review as people write it: headings, tables, and lines that say `Name: value`.
 * @module
 */

/** A part of a text under its heading, without the parts below other headings. */
export interface Section {
  readonly heading: string;
  readonly body: string;
}

/** A table: names of its columns in lower case, and its rows. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** All sections, in their order. */
export function sectionsOf(text: string): readonly Section[] {
  const sections: { heading: string; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const [, heading] = /^#{1,6}\s+(.*)$/.exec(line) ?? [];
    if (heading !== undefined) sections.push({ heading, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ heading, lines }) => ({
    heading,
    body: lines.join("\n").trim(),
  }));
}

/** The first section whose heading says so; undefined: there is none. */
export function sectionOf(text: string, heading: RegExp): string | undefined {
  return sectionsOf(text).find((one) => heading.test(one.heading))?.body;
}

/** The tables of a text. */
export function tablesOf(text: string): readonly Table[] {
  const tables: { columns: string[]; rows: string[][] }[] = [];
  let isInside = false;
  for (const line of text.split("\n")) {
    if (!line.trim().startsWith("|")) {
      isInside = false;
      continue;
    }
    const cells = line.trim().replace(/^\||\|$/g, "").split("|").map((cell) =>
      cell.trim()
    );
    if (cells.every((cell) => /^:?-+:?$/.test(cell))) continue;
    if (isInside) tables.at(-1)?.rows.push(cells);
    else {tables.push({
        columns: cells.map((cell) => cell.toLowerCase()),
        rows: [],
      });}
    isInside = true;
  }
  return tables;
}

/** The first table that has columns with all these words. */
export function tableWith(
  text: string,
  ...words: readonly RegExp[]
): Table | undefined {
  return tablesOf(text).find(({ columns }) =>
    words.every((word) => columns.some((column) => word.test(column)))
  );
}

/** The cell of a row below the column that says so; empty: there is none. */
export function cellOf(
  { columns }: Table,
  row: readonly string[],
  column: RegExp,
): string {
  return row[columns.findIndex((one) => column.test(one))] ?? "";
}

/** What stands behind `Name:` in a line, without marks around it. */
export function valueOf(text: string, name: RegExp): string | undefined {
  for (const line of text.split("\n")) {
    const [, label = "", value = ""] =
      /^[\s>*_-]*([^:|]+?)[*_]*:[*_]*\s*(.*)$/.exec(line) ?? [];
    if (name.test(label) && value.trim() !== "") {
      return value.replaceAll(/[`*]/g, "").trim();
    }
  }
  return undefined;
}

/** The first number in a text; undefined: it has none. */
export function numberIn(text: string): number | undefined {
  const [found] = /-?\d[\d,]*(?:\.\d+)?/.exec(text.replaceAll("\u2212", "-")) ??
    [];
  return found === undefined ? undefined : Number(found.replaceAll(",", ""));
}

/** Whether a number, as it is written, is `value` rounded to so many digits. */
export function isRounded(written: string, value: number): boolean {
  const [digits] = /\d[\d,]*(?:\.\d+)?/.exec(written) ?? [];
  if (digits === undefined) return false;
  const number = Number(digits.replaceAll(",", ""));
  const decimals = digits.split(".")[1]?.length ?? 0;
  const trailing = decimals === 0 ? /0*$/.exec(digits)?.[0].length ?? 0 : 0;
  // 1,200 may be 1,234 to two digits; three are asked of anything longer.
  const unit = 10 **
    (decimals > 0
      ? -decimals
      : Math.min(trailing, Math.max(0, digits.length - 3)));
  return Math.abs(number - value) <= 0.501 * unit;
}
