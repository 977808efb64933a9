/**
 * Kinds of fields with many values: lists and tables.
 * @module
 */

import { type Field, field, type FieldOptions, type Grid } from "./field.ts";
import { isBlank, WORDS } from "./kinds.ts";
import { plainText } from "./plain_text.ts";
import { withUnit } from "./unit_in_label.ts";

/** Some values of another kind, in a list, a row, or one line with commas. */
export function list<T>(
  options: FieldOptions & { readonly of: Field<T> },
): Field<readonly T[]> {
  const readItems = (texts: readonly string[]): readonly T[] | undefined => {
    const values = texts.map((one) => options.of.read(one))
      .filter((one) => one !== undefined);
    return values.length === 0 ? undefined : values;
  };
  return field<readonly T[]>(options, {
    forms: `a list of ${options.of.forms}`,
    read: (found) => readItems(found.split(/[;\n]|,(?!\d)/)),
    readItems,
  });
}

/** The columns of a table, by name. */
type Columns = Readonly<Record<string, Field<unknown>>>;

/** A row of a table. */
export interface Row<C extends Columns> {
  /** The value of each cell; undefined: it is empty or malformed. */
  readonly values: {
    readonly [K in keyof C]: C[K] extends Field<infer T> ? T | undefined
      : never;
  };
  /** The text of each cell, without marks. */
  readonly texts: { readonly [K in keyof C]: string };
}

/**
 * A table, found by the words of its columns: in any order, with others between
 * them, or turned by a quarter. In the place of a table there may be a list
 * whose items say the same.
 */
export function rows<C extends Columns>(
  options: FieldOptions & {
    readonly columns: C;
    /** Columns that the form has filled in already. */
    readonly keys: readonly (keyof C & string)[];
    /** The rows that the form has: values of those columns. */
    readonly given?: readonly Readonly<Record<string, string>>[];
  },
): Field<readonly Row<C>[]> {
  const names = Object.keys(options.columns);
  const isFilledIn = ({ texts }: Row<C>): boolean =>
    names.some((name) =>
      !options.keys.includes(name) && !isBlank(texts[name] ?? "")
    );
  /** Empty: the form as it was handed out. */
  const readGrid = (grid: Grid): readonly Row<C>[] | undefined => {
    const places = placesOf(grid.columns, options.columns);
    if (places !== undefined) {
      const all = grid.rows.map((cells) =>
        rowOf(options.columns, (name) => {
          const place = places.get(name) ?? -1;
          return withUnit(grid.columns[place] ?? "", cells[place] ?? "");
        })
      );
      return all.some(isFilledIn) ? all : [];
    }
    const turned = transposed(grid);
    const isTurned = placesOf(turned.columns, options.columns) !== undefined;
    return isTurned ? readGrid(turned) : undefined;
  };
  return field<readonly Row<C>[]>(options, {
    forms: `a table with the columns ${names.join(", ")}`,
    read: () => undefined,
    readItems(texts) {
      const all = texts.map((item) => {
        // "gateway /charge: 32.4 ms": what is measured stands last.
        const last = item.split(/[:=–—→|]\s|,\s/).at(-1) ?? item;
        return rowOf(
          options.columns,
          (name) => options.columns[name]?.forms === WORDS ? item : last,
        );
      });
      const says = all.some(({ values }) =>
        names.some((name) =>
          options.columns[name]?.forms !== WORDS && values[name] !== undefined
        )
      );
      return says ? all : undefined;
    },
    readGrid,
    form: (options.given ?? [{}]).flatMap((given) =>
      names.map((name, i) => {
        const { what = "", example = "" } = options.columns[name] ?? {};
        const value = given[name] ?? `# ${what}, e.g. ${example}`;
        return `${i === 0 ? "- " : "  "}${name}: ${value}`;
      })
    ),
  });
}

/** Where each column stands; undefined when one is missing. */
function placesOf(
  heads: readonly string[],
  columns: Columns,
): ReadonlyMap<string, number> | undefined {
  const plain = heads.map(plainText);
  const places = new Map<string, number>();
  for (const [name, { labels, isRequired }] of Object.entries(columns)) {
    const found = [new RegExp(`^${name}$`, "i"), ...labels]
      .map((label) => plain.findIndex((head) => label.test(head)))
      .find((place) => place >= 0);
    if (found === undefined && isRequired) return undefined;
    places.set(name, found ?? -1);
  }
  return places;
}

function transposed({ columns, rows, line }: Grid): Grid {
  const all = [columns, ...rows];
  const [head = [], ...rest] = columns.map((_, i) =>
    all.map((cells) => cells[i] ?? "")
  );
  return { columns: head, rows: rest, line };
}

function rowOf<C extends Columns>(
  columns: C,
  textOf: (name: string) => string,
): Row<C> {
  const texts = Object.fromEntries(
    Object.keys(columns).map((name) => [name, plainText(textOf(name))]),
  );
  const values = Object.entries(columns).map(([name, { read }]) => {
    const text = texts[name] ?? "";
    return [name, text === "" ? undefined : read(text)];
  });
  // Both have the keys of `columns`, and each value comes from its column.
  return { texts, values: Object.fromEntries(values) } as unknown as Row<C>;
}
