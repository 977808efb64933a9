/**
 * Other ways to write the same report.
 * @module
 */

import type { Rule } from "./variant.ts";

/** A row of a table that is no heading's underline. */
const ROW = /^\|(?!\s*:?-).*\|[ \t]*$/;

/** Changes the cells of all rows below a heading's line. */
function inCells(
  name: string,
  change: (cell: string, column: number) => string,
): Rule {
  return {
    name,
    apply(text) {
      let inBody = false;
      const lines = text.split("\n").map((line) => {
        if (!line.startsWith("|")) inBody = false;
        if (/^\|\s*:?-/.test(line)) {
          inBody = true;
          return line;
        }
        if (!inBody || !ROW.test(line)) return line;
        const cells = cellsOf(line).map(change);
        return `| ${cells.join(" | ")} |`;
      });
      return changed(text, lines.join("\n"));
    },
  };
}

/** Cells of a row; a bar that is escaped is part of one. */
function cellsOf(line: string): readonly string[] {
  return line.trim().slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim());
}

function changed(before: string, after: string): string | undefined {
  return before === after ? undefined : after;
}

/** A number with a decimal point, alone in a cell but for its unit. */
const DECIMAL = /^(\*{0,2}~?)(\d+)\.(\d+)(\b.*)$/;

/** 50.4 as 50,4. */
const DECIMAL_COMMA: Rule = inCells(
  "decimal commas",
  (cell) => cell.replace(DECIMAL, "$1$2,$3$4"),
);

function thousands(name: string, separator: string): Rule {
  return inCells(
    name,
    (cell) =>
      cell.replace(
        /^(\D*)([1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{3,})(?![.\d:-])/,
        (_, head, digits) =>
          head + digits.replaceAll(",", "")
            .replaceAll(/\B(?=(?:\d{3})+$)/g, separator),
      ),
  );
}

/** 6,652,800 as 6 652 800. */
const SPACED_THOUSANDS: Rule = thousands("thousands with spaces", " ");
/** With the space that does not break. */
const NARROW_THOUSANDS: Rule = thousands(
  "thousands with narrow spaces",
  "\u202f",
);
/** 6.652.800 */
const DOTTED_THOUSANDS: Rule = thousands("thousands with dots", ".");
/** 6'652'800 */
const SWISS_THOUSANDS: Rule = thousands(
  "thousands with apostrophes",
  "'",
);
/** 6652800 */
const NO_THOUSANDS: Rule = thousands("no thousands", "");

/** Numbers that say that they are rounded. */
const ABOUT: Rule = inCells(
  "about",
  (cell, column) =>
    column > 0 ? cell.replace(/^(?=\d[\d.,' ]*(?:$| ))/, "≈ ") : cell,
);

/** First cells in bold. */
const BOLD_NAMES: Rule = inCells(
  "names in bold",
  (cell, column) =>
    column === 0 && cell !== "" && !/[*`]/.test(cell) ? `**${cell}**` : cell,
);

/** First cells as code. */
const CODE_NAMES: Rule = inCells(
  "names as code",
  (cell, column) =>
    column === 0 && cell !== "" && !/[*`|]/.test(cell) ? `\`${cell}\`` : cell,
);

/** Values in bold. */
const BOLD_VALUES: Rule = inCells(
  "values in bold",
  (cell, column) =>
    column > 0 && /\d/.test(cell) && !/[*`]/.test(cell) ? `**${cell}**` : cell,
);

/** Each table with a column more, at its end. */
const MORE_COLUMNS: Rule = {
  name: "a column more",
  apply(text) {
    let place = 0; // of the row in its table
    const lines = text.split("\n").map((line) => {
      if (!/^\|.*\|[ \t]*$/.test(line)) {
        place = 0;
        return line;
      }
      const more = ["Note", "---"][place++] ?? "";
      return `${line.trimEnd()} ${more} |`;
    });
    return changed(text, lines.join("\n"));
  },
};

/** Tables of two columns as lists. */
export const LISTS_FOR_TABLES: Rule = {
  name: "lists for tables of two columns",
  apply(text) {
    const table =
      /^\|[^\n]*\|[ \t]*\n\|[\s:|-]+\|[ \t]*\n(?:\|[^\n]*\|[ \t]*(?:\n|$))+/gm;
    const after = text.replaceAll(table, (all) => {
      const rows = all.trimEnd().split("\n").map(cellsOf);
      if (rows.some((cells) => cells.length !== 2)) return all;
      return rows.slice(2).map(([name = "", value = ""]) =>
        `- **${name}:** ${value}`
      ).join("\n") + "\n";
    });
    return changed(text, after);
  },
};

/** Headings one level deeper, but for the first. */
const DEEPER_HEADINGS: Rule = {
  name: "headings a level deeper",
  apply: (text) => changed(text, text.replaceAll(/^(#{2,5}) /gm, "$1# ")),
};

/** `* item` for `- item`. */
const OTHER_BULLETS: Rule = {
  name: "other bullets",
  apply: (text) => changed(text, text.replaceAll(/^(\s*)- (?!-)/gm, "$1* ")),
};

/** A table's cells padded, as editors do. */
const PADDED: Rule = inCells("padded cells", (cell) => ` ${cell}   `);

/** The forms of any report. */
export const MARKDOWN_RULES: readonly Rule[] = [
  DECIMAL_COMMA,
  SPACED_THOUSANDS,
  NARROW_THOUSANDS,
  DOTTED_THOUSANDS,
  SWISS_THOUSANDS,
  NO_THOUSANDS,
  ABOUT,
  BOLD_NAMES,
  CODE_NAMES,
  BOLD_VALUES,
  MORE_COLUMNS,
  DEEPER_HEADINGS,
  OTHER_BULLETS,
  PADDED,
];
