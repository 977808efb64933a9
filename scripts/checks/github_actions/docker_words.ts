/**
 * Words of docker's command lines and files: flags with their values, variables,
 * quotes.
 * @module
 */

/** The files that a command may read. */
export interface Files {
  /** A file of the current folder; undefined when there is none. */
  read(path: string): Promise<string | undefined>;
  env(name: string): string | undefined;
}

/** Flags and operands; a flag without a value has "". */
export function argumentsIn(
  args: readonly string[],
  valued: RegExp,
): {
  readonly flags: readonly (readonly [string, string])[];
  readonly operands: readonly string[];
} {
  const flags: [string, string][] = [];
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? "";
    const [, flag, value] = /^(--?[\w-]+)=(.*)$/s.exec(word) ?? [];
    if (flag !== undefined) flags.push([flag, value ?? ""]);
    else if (valued.test(word)) flags.push([word, args[++i] ?? ""]);
    else if (word.startsWith("-")) flags.push([word, ""]);
    else operands.push(word);
  }
  return { flags, operands };
}

/** A word for bash. */
export function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** All texts of a value with their variables filled in. */
export function filled(value: unknown, env: Files["env"]): unknown {
  if (typeof value === "string") return expanded(value, env);
  if (Array.isArray(value)) return value.map((one) => filled(one, env));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, filled(one, env)]),
  );
}

/** `$NAME`, `${NAME}`, and the latter with `:-`, `-`, `:?`, `?`, `:+` or `+`. */
function expanded(text: string, env: Files["env"]): string {
  return text.replaceAll(
    /\$(?:\$|(\w+)|\{(\w+)(?:(:?[-?+])((?:[^{}]|\{[^{}]*\})*))?\})/g,
    (_, plain, name, operator, rest = "") => {
      if (plain === undefined && name === undefined) return "$";
      const value = env(plain ?? name);
      const isThere = value !== undefined &&
        (!operator?.startsWith(":") || value !== "");
      if (operator?.endsWith("+")) return isThere ? expanded(rest, env) : "";
      if (isThere) return value;
      if (operator?.endsWith("?")) {
        throw new Error(
          `required variable ${name} is missing a value: ${rest}`,
        );
      }
      return operator === undefined ? "" : expanded(rest, env);
    },
  );
}
