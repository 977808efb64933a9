/**
 * Environment variables as one table a service: parsed once at start, shown by
 * `--help`, written into the README. Every problem is reported together, since
 * a person who fixes one at a time restarts five times.
 * @module
 */

/** Looks a variable up; `Deno.env.get` in production, a map in tests. */
export type Env = (name: string) => string | undefined;

/** One environment variable: how it is read, and its description for people. */
export interface Variable<T> {
  readonly name: string;
  /** The default for an unset or empty variable; `undefined` = optional. */
  readonly fallback: T;
  /** One short phrase for people. */
  readonly help: string;
  /** The description of a valid value, e.g. "an integer from 1 to 10". */
  readonly bound: string;
  /** True when the value must never be shown. */
  readonly secret: boolean;
  /** Reads a text that is not empty; `undefined` means out of bounds. */
  readonly read: (raw: string) => T | undefined;
}

/**
 * The value that Kubernetes puts into `REDIS_PORT` for a Service that is called
 * redis.
 */
const SERVICE_LINK = /^tcp:\/\/[\d.]+:\d+$/;

const SERVICE_LINK_HINT =
  " (set by Kubernetes for a Service of that name: enableServiceLinks: false)";

type Table = Readonly<Record<string, Variable<unknown>>>;

/** The values of a table, by its keys. */
export type Values<T extends Table> = {
  readonly [K in keyof T]: T[K] extends Variable<infer V> ? V : never;
};

/** One or more variables are out of bounds; the message names them all. */
export class EnvError extends Error {
  override readonly name = "EnvError";
  /** One sentence a variable. */
  readonly problems: readonly string[];

  constructor(service: string, problems: readonly string[]) {
    super(`Cannot start ${service}: ${problems.join("; ")}`);
    this.problems = problems;
  }
}

interface Range {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly help: string;
}

/** A whole number from `min` to `max`. */
export function integer(name: string, range: Range): Variable<number> {
  return numeric(name, range, "an integer", (raw) => /^-?\d+$/.test(raw));
}

/** A decimal number from `min` to `max`, e.g. `0.25`. */
export function number(name: string, range: Range): Variable<number> {
  return numeric(
    name,
    range,
    "a number",
    (raw) => /^-?(\d+\.?\d*|\.\d+)$/.test(raw),
  );
}

function numeric(
  name: string,
  range: Range,
  kind: string,
  shape: (raw: string) => boolean,
): Variable<number> {
  const { default: fallback, min, max, help } = range;
  return {
    name,
    fallback,
    help,
    bound: `${kind} from ${min} to ${max}`,
    secret: false,
    read: (raw) => {
      const value = Number(raw);
      return shape(raw) && value >= min && value <= max ? value : undefined;
    },
  };
}

interface TextOptions<T> {
  readonly default: T;
  readonly help: string;
  readonly secret?: boolean;
}

/** Any text; `default: undefined` makes it optional. */
export function text<T extends string | undefined>(
  name: string,
  { default: fallback, help, secret = false }: TextOptions<T>,
): Variable<string | T> {
  return {
    name,
    fallback,
    help,
    bound: "a text",
    secret,
    read: (raw) => raw,
  };
}

/** One of a few words. */
export function oneOf<const W extends string>(
  name: string,
  words: readonly W[],
  { default: fallback, help }: { readonly default: W; readonly help: string },
): Variable<W> {
  return {
    name,
    fallback,
    help,
    bound: `one of ${words.join(", ")}`,
    secret: false,
    read: (raw) => words.find((word) => word === raw),
  };
}

/** A base URL (http or https), given back without a trailing slash. */
export function url<T extends string | undefined>(
  name: string,
  { default: fallback, help }: TextOptions<T>,
): Variable<string | T> {
  return {
    name,
    fallback,
    help,
    bound: "a base URL such as http://host:8080",
    secret: false,
    read: (raw) => {
      const parsed = URL.canParse(raw) ? new URL(raw) : undefined;
      const fits = parsed !== undefined && /^https?:$/.test(parsed.protocol) &&
        parsed.search === "" && parsed.hash === "";
      return fits ? raw.replace(/\/+$/, "") : undefined;
    },
  };
}

/**
 * Reads a whole table. An empty variable counts as unset.
 * @throws {EnvError} naming every variable that is out of bounds, with its
 * bound and its current value (`***` for a secret)
 */
export function parseEnv<T extends Table>(
  service: string,
  table: T,
  env: Env,
): Values<T> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, variable] of Object.entries(table)) {
    const raw = env(variable.name)?.trim() ?? "";
    const value = raw === "" ? variable.fallback : variable.read(raw);
    values[key] = value;
    if (raw !== "" && value === undefined) {
      const shown = variable.secret ? "***" : raw;
      problems.push(
        `${variable.name} must be ${variable.bound}, current value is ` +
          shown + (SERVICE_LINK.test(raw) ? SERVICE_LINK_HINT : ""),
      );
    }
  }
  if (problems.length > 0) throw new EnvError(service, problems);
  return Object.freeze(values) as Values<T>;
}
