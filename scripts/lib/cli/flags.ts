/**
 * Reads a command line by a table of flags, and says all that is wrong with it
 * at once.
 * @module
 */

import { parseArgs } from "node:util";
import type { Flag, FlagTable, FlagValues } from "./flag.ts";
import { nearest } from "./nearest.ts";

export {
  boolean,
  duration,
  type Flag,
  type FlagTable,
  type FlagValues,
  integer,
  number,
  oneOf,
  pattern,
  text,
  url,
} from "./flag.ts";

/** The command line makes no sense. The message names every problem. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A command line, read. */
export interface CommandLine<T extends FlagTable> {
  readonly flags: FlagValues<T>;
  /** The words that are neither flags nor their values. */
  readonly operands: readonly string[];
  /** The words after `--`, as they are; undefined when there was no `--`. */
  readonly rest: readonly string[] | undefined;
}

interface Source {
  readonly args: readonly string[];
  env(name: string): string | undefined;
}

/**
 * Reads `args` by `table`. A flag that is given twice counts as last given; an
 * absent one comes from its variable, else it is its default.
 * @throws {UsageError} naming every flag that is unknown or out of bounds
 */
export function parseFlags<T extends FlagTable>(
  tool: string,
  table: T,
  { args, env }: Source,
): CommandLine<T> {
  const end = args.indexOf("--");
  const words = end < 0 ? args : args.slice(0, end);
  const problems: string[] = [];
  const given = new Map<string, string | undefined>();
  const operands: string[] = [];
  const flags = new Map(Object.values(table).map((f) => [f.name, f]));
  for (const token of tokensOf(words, flags)) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const flag = flags.get(token.name);
    if (flag === undefined) {
      problems.push(unknown(token.rawName, [...flags.keys()]));
    } else if (flag.placeholder === undefined && token.value !== undefined) {
      problems.push(`--${flag.name} takes no value, remove all from = on`);
    } else if (flag.placeholder !== undefined && lacksValue(token)) {
      problems.push(`--${flag.name} needs a value: ${flag.bound}`);
    } else {
      given.set(flag.name, token.value ?? "");
    }
  }
  const values: Record<string, unknown> = {};
  for (const [key, flag] of Object.entries(table)) {
    values[key] = valueOf(flag, given, env, problems);
  }
  if (problems.length > 0) {
    throw new UsageError(`Cannot run ${tool}: ${problems.join("; ")}`);
  }
  return {
    flags: Object.freeze(values) as FlagValues<T>, // every key was read above
    operands,
    rest: end < 0 ? undefined : args.slice(end + 1),
  };
}

/** One letter for the flags that most command lines have it for. */
const SHORT: Readonly<Record<string, string>> = {
  follow: "f",
  last: "n",
  namespace: "n",
  out: "o",
  quiet: "q",
  verbose: "v",
};

/** The letter of a flag, e.g. "o" of `--out`; undefined: it has none. */
export function shortOf(name: string): string | undefined {
  return SHORT[name];
}

type Token = NonNullable<ReturnType<typeof tokensOf>>[number];

/**
 * Not strict, since a strict parse stops at its first problem and words it for
 * programmers; all that strict refuses is refused above.
 */
function tokensOf(
  words: readonly string[],
  flags: ReadonlyMap<string, Flag<unknown>>,
) {
  const options: Record<
    string,
    { type: "string" | "boolean"; short?: string }
  > = {};
  for (const { name, placeholder } of flags.values()) {
    const short = shortOf(name);
    options[name] = {
      type: placeholder === undefined ? "boolean" : "string",
      ...short === undefined ? {} : { short },
    };
  }
  return parseArgs({ args: [...words], options, strict: false, tokens: true })
    .tokens;
}

/** `--url --json` forgot the URL; `--rps -5` did give a value, a bad one. */
function lacksValue(token: Token & { readonly kind: "option" }): boolean {
  return token.value === undefined ||
    (!token.inlineValue && token.value.startsWith("--"));
}

function valueOf(
  flag: Flag<unknown>,
  given: ReadonlyMap<string, string | undefined>,
  env: Source["env"],
  problems: string[],
): unknown {
  const typed = given.get(flag.name);
  const inherited = flag.env === undefined ? undefined : env(flag.env);
  const raw = typed ?? (inherited === "" ? undefined : inherited);
  if (raw === undefined) return flag.fallback;
  const value = flag.read(raw);
  if (value === undefined) {
    const name = typed === undefined ? flag.env : `--${flag.name}`;
    const shown = raw === "" ? "empty" : raw;
    problems.push(`${name} must be ${flag.bound}, current value is ${shown}`);
  }
  return value;
}

function unknown(rawName: string, names: readonly string[]): string {
  const meant = nearest(rawName.replace(/^-+/, ""), [...names, "help"]);
  return meant === undefined
    ? `${rawName} is not a flag`
    : `${rawName} is not a flag, did you mean --${meant}?`;
}
