/**
 * The kinds of flags. Each tool has one table of them, which parses the command
 * line and prints `--help`, so that the two cannot differ.
 * @module
 */

import { formatDuration, parseDuration } from "../text/duration.ts";

/** One flag: how it is read, and its description for people. */
export interface Flag<T> {
  /** Without the dashes, e.g. `database-url`. */
  readonly name: string;
  /** The placeholder of the value in `--help`; undefined when it takes none. */
  readonly placeholder: string | undefined;
  /** The value when the flag is absent. */
  readonly fallback: T;
  /** The default as `--help` shows it; empty when there is nothing to show. */
  readonly shownDefault: string;
  /** An environment variable that is read when the flag is absent. */
  readonly env: string | undefined;
  /** One short phrase for people. */
  readonly help: string;
  /** The description of a valid value, e.g. "an integer from 1 to 10". */
  readonly bound: string;
  /** Reads a value; undefined means out of bounds. */
  readonly read: (raw: string) => T | undefined;
}

/** The flags of one tool, by the names under which it wants the values. */
export type FlagTable = Readonly<Record<string, Flag<unknown>>>;

/** The values of a table, by its keys. */
export type FlagValues<T extends FlagTable> = {
  readonly [K in keyof T]: T[K] extends Flag<infer V> ? V : never;
};

interface Options<T> {
  /** `undefined` makes the flag optional. */
  readonly default: T;
  readonly help: string;
  /** A variable that is read when the flag is absent, e.g. `DATABASE_URL`. */
  readonly env?: string;
}

interface Range<T> extends Options<T> {
  readonly min: number;
  readonly max: number;
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["", true],
  ["true", true],
  ["false", false],
]);

/**
 * On when given, off otherwise; takes no value. Its variable, if it has one, is
 * `true` or `false`.
 */
export function boolean(
  name: string,
  { help, env }: { readonly help: string; readonly env?: string },
): Flag<boolean> {
  return {
    name,
    placeholder: undefined,
    fallback: false,
    shownDefault: "",
    env,
    help,
    bound: env === undefined ? "" : "true or false",
    read: (raw) => BOOLEANS.get(raw),
  };
}

/** A whole number from `min` to `max`. */
export function integer<T extends number | undefined>(
  name: string,
  range: Range<T>,
): Flag<number | T> {
  return withValue(name, range, {
    placeholder: "N",
    bound: `an integer from ${range.min} to ${range.max}`,
    read: (raw) => within(range, /^-?\d+$/.test(raw) ? Number(raw) : NaN),
    show: String,
  });
}

/** A decimal number from `min` to `max`, e.g. `0.25`. */
export function number<T extends number | undefined>(
  name: string,
  range: Range<T>,
): Flag<number | T> {
  const shape = /^-?(\d+\.?\d*|\.\d+)$/;
  return withValue(name, range, {
    placeholder: "N",
    bound: `a number from ${range.min} to ${range.max}`,
    read: (raw) => within(range, shape.test(raw) ? Number(raw) : NaN),
    show: String,
  });
}

/** A duration such as `60s` or `500ms`; default, bounds and value are in ms. */
export function duration<T extends number | undefined>(
  name: string,
  range: Range<T>,
): Flag<number | T> {
  const [min, max] = [formatDuration(range.min), formatDuration(range.max)];
  return withValue(name, range, {
    placeholder: "TIME",
    bound: `a duration from ${min} to ${max}, such as 500ms, 60s or 5m`,
    read: (raw) => within(range, parseDuration(raw) ?? NaN),
    show: formatDuration,
  });
}

/** Any text that is not empty. */
export function text<T extends string | undefined>(
  name: string,
  options: Options<T> & { readonly placeholder?: string },
): Flag<string | T> {
  return withValue(name, options, {
    placeholder: options.placeholder ?? "TEXT",
    bound: "a text that is not empty",
    read: (raw) => raw === "" ? undefined : raw,
    show: String,
  });
}

/**
 * A URL of one of `protocols` (by default http and https), given back without
 * a trailing slash.
 */
export function url<T extends string | undefined>(
  name: string,
  options: Options<T> & {
    readonly protocols?: readonly string[];
    readonly example?: string;
  },
): Flag<string | T> {
  const protocols = options.protocols ?? ["http", "https"];
  const example = options.example ?? `${protocols[0]}://host:8080`;
  return withValue(name, options, {
    placeholder: "URL",
    bound: `a URL such as ${example}`,
    read: (raw) => {
      const parsed = URL.canParse(raw) ? new URL(raw) : undefined;
      if (parsed === undefined || parsed.hostname === "") return undefined;
      return protocols.includes(parsed.protocol.slice(0, -1))
        ? raw.replace(/\/+$/, "")
        : undefined;
    },
    show: String,
  });
}

/** A regular expression, for names. */
export function pattern(
  name: string,
  { help }: { readonly help: string },
): Flag<RegExp | undefined> {
  return withValue<RegExp, undefined>(name, { default: undefined, help }, {
    placeholder: "REGEX",
    bound: "a regular expression such as ^7\\.[12]",
    read: (raw) => {
      if (raw === "") return undefined;
      try {
        return new RegExp(raw);
      } catch {
        return undefined; // it is out of bounds
      }
    },
    show: String,
  });
}

/** One of a few words. */
export function oneOf<const W extends string, T extends W | undefined>(
  name: string,
  words: readonly W[],
  options: Options<T>,
): Flag<W | T> {
  return withValue<W, T>(name, options, {
    placeholder: words.join("|"),
    bound: `one of ${words.join(", ")}`,
    read: (raw) => words.find((word) => word === raw),
    show: String,
  });
}

interface Kind<V> {
  readonly placeholder: string;
  readonly bound: string;
  readonly read: (raw: string) => V | undefined;
  readonly show: (value: V) => string;
}

function withValue<V, T extends V | undefined>(
  name: string,
  { default: fallback, help, env }: Options<T>,
  { placeholder, bound, read, show }: Kind<V>,
): Flag<V | T> {
  const shownDefault = fallback === undefined ? "" : show(fallback);
  return { name, placeholder, fallback, shownDefault, env, help, bound, read };
}

function within(
  { min, max }: { readonly min: number; readonly max: number },
  value: number,
): number | undefined {
  return value >= min && value <= max ? value : undefined;
}
