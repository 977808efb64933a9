/**
 * A tool as a value: what it is called, which flags it takes, what it does.
 * {@link runTool} gives every tool the same manners.
 * @module
 */

import { type Description, descriptionOf } from "./description.ts";
import { Exit } from "./exit_code.ts";
import {
  type CommandLine,
  type FlagTable,
  parseFlags,
  UsageError,
} from "./flags.ts";
import { helpText } from "./help.ts";
import type { Host, Permission } from "./host.ts";
import { nearest } from "./nearest.ts";
import { withoutPasswords } from "./without_passwords.ts";

/** Why a tool could not do its work, in words for people; exit code 2. */
export class CouldNotRun extends Error {
  override readonly name = "CouldNotRun";
}

/** The input of a tool's `run`. */
export interface Call<T extends FlagTable> extends CommandLine<T> {
  readonly host: Host;
}

/** A tool, or one command of a tool. */
export interface ToolDefinition<T extends FlagTable> {
  readonly name: string;
  /** One phrase that says what it does. */
  readonly summary: string;
  readonly flags: T;
  /** The other words it takes; without this it takes none. */
  readonly operands?: Operands;
  /** Names what may follow `--`, e.g. `CMD...`; without this nothing may. */
  readonly rest?: string;
  /** Commands with flags of their own, chosen by the first word. */
  readonly commands?: readonly Tool[];
  /**
   * First words that other tools have taught people, and ours: `ps` stands for
   * `status`. Put the longer alias of two first.
   */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  /** Command lines worth copying, without the `deno task`. */
  readonly examples?: readonly string[];
  /**
   * The only permissions that are left while it runs, for a command that reads
   * other people's files; without this it keeps those of its task.
   */
  readonly needs?: readonly Permission[];
  /** Does the work; the answer is the exit code. */
  run(call: Call<T>): number | Promise<number>;
}

/** Words that are not flags. */
export interface Operands {
  /** As `--help` shows them, e.g. `NAME [VAR=value...]`. */
  readonly usage: string;
  /** One phrase about them. */
  readonly help: string;
  readonly min: number;
  readonly max: number;
}

/** A tool whose flags' types are known to itself only. */
export interface Tool {
  readonly name: string;
  readonly summary: string;
  /** Reads the host's arguments and runs; `path` is what people typed. */
  call(host: Host, path: string): Promise<number>;
  /** Its flags, operands and commands, for programs that check documents. */
  describe(path: string): Description;
}

/** Makes a tool of its definition. */
export function defineTool<const T extends FlagTable>(
  definition: ToolDefinition<T>,
): Tool {
  const { name, summary, commands = [], aliases = {} } = definition;
  const tool: Tool = {
    name,
    summary,
    describe: (path) => descriptionOf(definition, path),
    call: async (host, path) => {
      const args = replaceAlias(host.args, aliases);
      if (args !== host.args) {
        return await tool.call({ ...host, args }, path);
      }
      const [first, ...others] = host.args;
      const command = commands.find((c) => c.name === first);
      if (command !== undefined) {
        return await command.call(
          { ...host, args: others },
          `${path} ${command.name}`,
        );
      }
      if (host.args.includes(DESCRIBE)) {
        host.out(JSON.stringify(descriptionOf(definition, path)));
        return Exit.ok;
      }
      checkCommand(definition, path, first);
      if (wantsHelp(host.args)) {
        host.out(helpText({ ...definition, name: path }));
        return Exit.ok;
      }
      const line = parseFlags(path, definition.flags, host);
      checkWords(definition, path, line);
      if (definition.needs !== undefined) await host.confine(definition.needs);
      return await definition.run({ ...line, host });
    },
  };
  return tool;
}

/** `--help` for programs: the whole tool as JSON, see {@link Description}. */
export const DESCRIBE = "--help=json";

/**
 * Replaces words that other tools have taught people, such as `ps`, by ours. An
 * alias of several words stands for all of them: `upgrade head`.
 */
function replaceAlias(
  args: readonly string[],
  aliases: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  for (const [alias, words] of Object.entries(aliases)) {
    const typed = alias.split(" ");
    if (typed.every((word, i) => args[i] === word)) {
      return [...words, ...args.slice(typed.length)];
    }
  }
  return args;
}

/**
 * A word in a command's place that is not a command is an error, with --help
 * too.
 */
function checkCommand(
  { operands, commands = [] }: ToolDefinition<FlagTable>,
  path: string,
  first: string | undefined,
): void {
  const isCommand = commands.length > 0 && operands === undefined;
  if (!isCommand || first === undefined || first.startsWith("-")) return;
  const names = commands.map(({ name }) => name);
  const meant = nearest(first, names);
  throw new UsageError(
    `Cannot run ${path}: unexpected argument ${first}` +
      (meant === undefined
        ? `; the commands are ${names.join(", ")}`
        : `, did you mean ${meant}?`),
  );
}

function wantsHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  return own.includes("--help") || own.includes("-h");
}

function checkWords(
  { operands, rest, commands = [] }: ToolDefinition<FlagTable>,
  path: string,
  line: CommandLine<FlagTable>,
): void {
  const { min, max } = operands ?? { min: 0, max: 0 };
  const count = line.operands.length;
  if (count < min) {
    throw new UsageError(`Cannot run ${path}: ${operands?.usage} is missing`);
  }
  const extra = line.operands[max];
  if (extra !== undefined) {
    const meant = nearest(extra, commands.map((c) => c.name));
    const hint = meant === undefined ? "" : `, did you mean ${meant}?`;
    throw new UsageError(
      `Cannot run ${path}: unexpected argument ${extra}${hint}`,
    );
  }
  if (line.rest === undefined) return;
  if (rest === undefined) {
    throw new UsageError(`Cannot run ${path}: it takes nothing after --`);
  }
  if (line.rest.length === 0) {
    throw new UsageError(`Cannot run ${path}: ${rest} is missing after --`);
  }
}

/** Whether a file, a right or a connection is missing: no bug of the tool. */
function isOfTheMachine(error: unknown): error is Error {
  return error instanceof Error &&
    (Object.values(Deno.errors).some((kind) => error instanceof kind) ||
      "code" in error && /^(?:E[A-Z]+|\d\d\w{3})$/.test(String(error.code)) ||
      error.message.startsWith("error sending request for url"));
}

/**
 * Runs a tool and gives its exit code. A usage error, {@link CouldNotRun} and
 * what the machine refuses (a file, a port, a connection) become one line on
 * stderr and code 2; any other error is a bug, shown with its stack, also code 2,
 * since nothing was measured.
 */
export async function runTool(host: Host, tool: Tool): Promise<number> {
  try {
    return await tool.call(host, tool.name);
  } catch (error) {
    host.err(withoutPasswords(messageOf(error, tool.name)));
    return Exit.couldNotRun;
  }
}

function messageOf(error: unknown, name: string): string {
  if (error instanceof UsageError) {
    return `${error.message}\ntry: deno task ${name} --help`;
  }
  if (error instanceof CouldNotRun) return error.message;
  if (isOfTheMachine(error)) {
    return `Cannot finish deno task ${name}: ${error.message}. ` +
      "Check the file, the address and your rights to it, then try again";
  }
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
