/**
 * Describes one value of a report: the field's name, the words by which it is
 * found in prose, and how it is read.
 * @module
 */

/** Declares a field. */
export interface FieldOptions {
  /** Its description, with its unit; a comment in the form. */
  readonly what: string;
  /** A value as it may be written. */
  readonly example: string;
  /**
   * Words that find it in a report without the structured part: the labels of
   * the form, the best first.
   */
  readonly labels?: readonly RegExp[];
  /** Heading of the part in which those words are looked for first. */
  readonly section?: RegExp;
  /** Without it the rest is worth nothing. By default true. */
  readonly isRequired?: boolean;
}

/** A table as it stands in a report. */
export interface Grid {
  /** Words of its heading. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Line of its heading, from 1. */
  readonly line: number;
}

/** A field whose text reads as a `T`. */
export interface Field<T> extends Required<Omit<FieldOptions, "section">> {
  readonly section: RegExp | undefined;
  /** Forms that are accepted, in words. */
  readonly forms: string;
  /** undefined: the text says no such thing. */
  readonly read: (text: string) => T | undefined;
  /** Of a list: from the texts of its items. */
  readonly readItems?: (texts: readonly string[]) => T | undefined;
  /** Of a table: undefined when this is another one. */
  readonly readGrid?: (grid: Grid) => T | undefined;
  /** Of a table: lines of YAML to fill in. */
  readonly form?: readonly string[];
}

/** The values of a record's fields. */
export type ValueOf<F> = F extends Field<infer T> ? T : never;

/** The result of one field. */
export type FieldResult<T> =
  | {
    readonly state: "read";
    readonly value: T;
    /** As it was written. */
    readonly text: string;
    /** Line of the report, from 1. */
    readonly line: number;
  }
  | { readonly state: "missing" }
  | {
    readonly state: "unreadable";
    readonly text: string;
    readonly line: number;
  };

/** The results of all fields of a record. */
export type Results<F> = {
  readonly [K in keyof F]: FieldResult<ValueOf<F[K]>>;
};

/** Completes a declaration. */
export function field<T>(
  options: FieldOptions,
  kind: Pick<Field<T>, "forms" | "read" | "readItems" | "readGrid" | "form">,
): Field<T> {
  const { labels = [], section, isRequired = true } = options;
  return { ...options, labels, section, isRequired, ...kind };
}
