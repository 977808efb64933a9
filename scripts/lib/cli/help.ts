/**
 * The text that `--help` of a tool prints, from the tables that parse its
 * command line.
 * @module
 */

import { type Flag, type FlagTable, shortOf } from "./flags.ts";

interface Described {
  readonly name: string;
  readonly summary: string;
  readonly flags: FlagTable;
  readonly operands?: {
    readonly usage: string;
    readonly help: string;
    readonly min?: number;
  };
  readonly rest?: string;
  readonly commands?: readonly {
    readonly name: string;
    readonly summary: string;
  }[];
  readonly examples?: readonly string[];
}

/** One screen: usage, words, commands, flags with bound and default, examples. */
export function helpText(tool: Described): string {
  const { name, summary, operands, rest, commands = [], examples = [] } = tool;
  const words = [
    `usage: deno task ${name} [FLAGS]`,
    ...operands === undefined ? [] : [operands.usage],
    ...rest === undefined ? [] : [`[-- ${rest}]`],
  ];
  const lines = [...wrapped(`${name}: ${summary}`), "", words.join(" ")];
  if (commands.length > 0) lines.push(`       deno task ${name} COMMAND ...`);
  if (operands !== undefined) {
    lines.push("", ...wrapped(`${operands.usage}: ${operands.help}`));
  }
  lines.push(
    ...section("commands", commands.map((c) => [c.name, c.summary])),
    ...section("flags", [
      ...Object.values(tool.flags).map(flagRow),
      ["--help", "show this"],
    ]),
  );
  const shown = examples.length === 0 && (operands?.min ?? 0) === 0
    ? [name]
    : examples;
  if (shown.length > 0) {
    lines.push("", "examples:", ...shown.flatMap(exampleLines));
  }
  return lines.join("\n");
}

/** A command line to copy; a long one goes on behind a backslash. */
function exampleLines(example: string): readonly string[] {
  const whole = `  deno task ${example}`;
  if (whole.length <= COLUMNS) return [whole];
  const [first = "", ...flags] = whole.split(/ (?=--\w)/);
  const lines = [first];
  for (const flag of flags) {
    const line = lines.at(-1) ?? "";
    if (line.length + flag.length + 3 <= COLUMNS) {
      lines[lines.length - 1] = `${line} ${flag}`;
    } else lines.push(`    ${flag}`);
  }
  return lines.map((line, i) => i < lines.length - 1 ? `${line} \\` : line);
}

type Row = readonly [term: string, meaning: string];

function section(title: string, rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([term]) => term.length));
  return [
    "",
    `${title}:`,
    ...rows.flatMap(([term, meaning]) => rowLines(term.padEnd(width), meaning)),
  ];
}

/** Widest line of a help text: a terminal has at least so many columns. */
const COLUMNS = 80;

/** Longest term that its meaning stands beside. */
const TERM = 30;

function rowLines(term: string, meaning: string): readonly string[] {
  const indent = " ".repeat(Math.min(term.length, TERM) + 4);
  const lines = wrapped(meaning, indent);
  if (term.trimEnd().length > TERM) {
    // A list of words may be broken between two of them.
    const list = wrapped(term.trimEnd().replaceAll("|", "| "), "  ");
    return [...list.map((one) => one.replaceAll("| ", "|")), ...lines];
  }
  const [first = "", ...others] = lines;
  return [
    `  ${term.slice(0, TERM)}  ${first.slice(indent.length)}`.trimEnd(),
    ...others,
  ];
}

/** A text in lines of at most {@link COLUMNS}; a longer word has its own. */
function wrapped(text: string, indent = ""): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    const isFull = line.length + word.length + 1 > COLUMNS;
    if (isFull && line !== indent) {
      lines.push(line);
      line = indent;
    }
    line += line === indent ? word : ` ${word}`;
  }
  return [...lines, line];
}

function flagRow(flag: Flag<unknown>): Row {
  const { name, placeholder, help, bound, env, shownDefault } = flag;
  if (placeholder === undefined) {
    return [
      withShort(name),
      env === undefined ? help : `${help} (or $${env}=true)`,
    ];
  }
  const source = [env === undefined ? "" : `$${env}`, shownDefault]
    .filter((part) => part !== "").join(", else ");
  const ending = source === "" ? "" : `; default ${source}`;
  return [`${withShort(name)} ${placeholder}`, `${help} (${bound}${ending})`];
}

function withShort(name: string): string {
  const short = shortOf(name);
  return short === undefined ? `--${name}` : `-${short}, --${name}`;
}
