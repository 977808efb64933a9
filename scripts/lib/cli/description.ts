/**
 * A tool as data: what `--help=json` prints. Documents are checked against it,
 * so that the table that parses a command line also checks the documents.
 * @module
 */

import type { FlagTable } from "./flags.ts";
import type { Permission } from "./host.ts";
import { helpText } from "./help.ts";

/** A tool, or one command of a tool, and all commands below it. */
export interface Description {
  /** The last word by which people call it, e.g. `check` of `lab check`. */
  readonly name: string;
  /** Flags without their dashes, and whether each takes a value. */
  readonly flags: Readonly<Record<string, boolean>>;
  /** The description of a valid value, by the flags that take one. */
  readonly wants: Readonly<Record<string, Wanted>>;
  /** How few words it takes that are neither flags nor commands. */
  readonly minOperands: number;
  /** How many words it takes that are neither flags nor commands; -1: any. */
  readonly maxOperands: number;
  /** True when a command line may follow `--`. */
  readonly takesRest: boolean;
  readonly commands: readonly Description[];
  /** The only permissions that it keeps; missing: those of its task. */
  readonly needs?: readonly Permission[];
  /** The text of `--help`. */
  readonly help: string;
}

/** The text of `--help` about a flag's value. */
export interface Wanted {
  /** e.g. `FILE` */
  readonly placeholder: string;
  /** e.g. `an integer from 1 to 10` */
  readonly bound: string;
  /** The variable that is read when the flag is absent. */
  readonly env?: string;
}

/** The parts of a definition that a description needs. */
export interface Describable {
  readonly name: string;
  readonly summary: string;
  readonly flags: FlagTable;
  readonly operands?: {
    readonly usage: string;
    readonly help: string;
    readonly min: number;
    readonly max: number;
  };
  readonly rest?: string;
  readonly needs?: readonly Permission[];
  readonly commands?: readonly {
    readonly name: string;
    readonly summary: string;
    describe(path: string): Description;
  }[];
  readonly examples?: readonly string[];
}

/** Describes a tool; `path` is what people type, e.g. `lab check`. */
export function descriptionOf(tool: Describable, path: string): Description {
  const { name, flags, operands, rest, commands = [] } = tool;
  const max = operands?.max ?? 0;
  return {
    name,
    flags: Object.fromEntries(
      Object.values(flags).map((flag) =>
        [flag.name, flag.placeholder !== undefined] as const
      ),
    ),
    wants: Object.fromEntries(
      Object.values(flags).flatMap((flag) =>
        flag.placeholder === undefined
          ? []
          : [[flag.name, wantedBy(flag, flag.placeholder)] as const]
      ),
    ),
    minOperands: operands?.min ?? 0,
    maxOperands: Number.isFinite(max) ? max : -1,
    takesRest: rest !== undefined,
    ...tool.needs === undefined ? {} : { needs: tool.needs },
    commands: commands.map((one) => one.describe(`${path} ${one.name}`)),
    help: helpText({ ...tool, name: path }),
  };
}

function wantedBy(
  { bound, env }: FlagTable[string],
  placeholder: string,
): Wanted {
  return { placeholder, bound, ...env === undefined ? {} : { env } };
}
