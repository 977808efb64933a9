/**
 * `${name}` in an experiment: its configuration, what the target knows, and
 * what was given on the command line, the last first.
 * @module
 */

/** A value of a variable. */
export type Value = string | number | boolean;

/** Variables by name. */
export type Values = Readonly<Record<string, Value>>;

const WHOLE = /^\$\{(\w+)\}$/;
const PART = /\$\{(\w+)\}/g;

/** The filled-in text, and the variables without a value. */
export interface Filled {
  readonly value: unknown;
  /** Names without a value, each with where it stands. */
  readonly missing: readonly {
    readonly name: string;
    readonly path: readonly (string | number)[];
  }[];
}

/**
 * Fills variables in, at any depth. A text that is nothing but a variable takes
 * its value as it is: `${latency_ms}` becomes a number.
 */
export function fillIn(document: unknown, values: Values): Filled {
  const missing: Filled["missing"][number][] = [];

  function look(name: string, path: readonly (string | number)[]): Value {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) missing.push({ name, path });
    return value ?? "";
  }

  function fill(value: unknown, path: readonly (string | number)[]): unknown {
    if (typeof value === "string") {
      const [, whole] = WHOLE.exec(value) ?? [];
      if (whole !== undefined) return look(whole, path);
      return value.replace(PART, (_, name) => String(look(name, path)));
    }
    if (Array.isArray(value)) {
      return value.map((one, i) => fill(one, [...path, i]));
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map((
        [key, one],
      ) => [key, fill(one, [...path, key])]),
    );
  }

  return { value: fill(document, []), missing };
}

/** `NAME=value` of a command line; a number or a boolean when it looks so. */
export function readAssignment(
  word: string,
): readonly [name: string, value: Value] | undefined {
  const [, name, text] = /^(\w+)=(.*)$/s.exec(word) ?? [];
  if (name === undefined || text === undefined) return undefined;
  return [name, readValue(text)];
}

/** A number or a boolean when it looks so, else the text. */
export function readValue(text: string): Value {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text === "true" ? true : text === "false" ? false : text;
}
