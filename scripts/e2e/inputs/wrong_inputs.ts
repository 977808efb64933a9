/**
 * Wrong command lines for a command, generated from its table of flags.
 * @module
 */

import type { Description } from "../../lib/cli/mod.ts";
import { elsewhere } from "./elsewhere.ts";
import { SECRET, wrongValues } from "./wrong_value.ts";

/** A command line that must be refused. */
export interface WrongInput {
  /** Its problem. */
  readonly kind: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The exit codes that say so. */
  readonly codes: readonly number[];
}

/** Bad usage has one exit code. */
const USAGE = [2];

/** Flags that no tool may have; some are names that JavaScript knows. */
const STRANGE: readonly string[] = [
  ...["--zzz", "--__proto__=1", "--constructor", "--toString=x", "-Z", "--é"],
  ...["--hasOwnProperty", "--no-such-flag", "---", `--pass=${SECRET}`],
  ...["--=1", "-9", `--zzz=http://ada:${SECRET}@host/`, `--${"x".repeat(500)}`],
];

/**
 * All that is generated for one command.
 * @param words that lead to it after the task, such as `list` of `backup list`
 */
export function wrongInputs(
  path: string,
  words: readonly string[],
  command: Description,
): readonly WrongInput[] {
  function usage(kind: string, ...args: readonly string[]): WrongInput {
    return { kind, args: [...words, ...args], codes: USAGE };
  }
  const { flags, wants, minOperands, maxOperands, takesRest } = command;
  const names = Object.keys(flags);
  const all: WrongInput[] = [];
  for (const [name, takesValue] of Object.entries(flags)) {
    if (name.length > 3) {
      all.push(usage("a flag misspelt", `--${name.slice(0, -1)}`));
    }
    if (!takesValue) {
      all.push(usage("a value for a switch", `--${name}=${SECRET}`));
      continue;
    }
    all.push(usage("no value", `--${name}`), usage("empty", `--${name}=`));
    all.push(usage("a flag for a value", `--${name}`, `--${names[0] ?? ""}`));
    const wanted = wants[name];
    if (wanted === undefined) continue;
    for (const value of wrongValues(wanted)) {
      all.push(usage("a wrong value", `--${name}=${value}`));
      if (wanted.env === undefined) continue;
      const env = { [wanted.env]: value };
      all.push({ ...usage("a wrong variable"), env });
    }
  }
  if (minOperands > 0) all.push(usage("too few words"));
  if (maxOperands >= 0) {
    const many = Array.from({ length: maxOperands + 1 }, (_, i) => `zzz${i}`);
    all.push(usage("too many words", ...many));
  }
  if (takesRest) all.push(usage("nothing behind --", "--"));
  else all.push(usage("a command behind --", "--", "true"));
  const strange = STRANGE.map((flag) => usage("a strange flag", flag));
  return [...all, ...strange, ...elsewhere(path, words, command)];
}
