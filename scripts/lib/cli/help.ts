/**
 * What `--help` of a tool prints, from the tables that parse its command line.
 * @module
 */

import type { Flag, FlagTable } from "./flags.ts";

interface Described {
  readonly name: string;
  readonly summary: string;
  readonly flags: FlagTable;
  readonly operands?: { readonly usage: string; readonly help: string };
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
  const lines = [`${name}: ${summary}`, "", words.join(" ")];
  if (commands.length > 0) lines.push(`       deno task ${name} COMMAND ...`);
  if (operands !== undefined) {
    lines.push("", `${operands.usage}: ${operands.help}`);
  }
  lines.push(
    ...section("commands", commands.map((c) => [c.name, c.summary])),
    ...section("flags", [
      ...Object.values(tool.flags).map(flagRow),
      ["--help", "show this"],
    ]),
  );
  if (examples.length > 0) {
    lines.push("", "examples:", ...examples.map((e) => `  deno task ${e}`));
  }
  return lines.join("\n");
}

type Row = readonly [term: string, meaning: string];

function section(title: string, rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([term]) => term.length));
  return [
    "",
    `${title}:`,
    ...rows.map(([term, meaning]) => `  ${term.padEnd(width)}  ${meaning}`),
  ];
}

function flagRow(flag: Flag<unknown>): Row {
  const { name, placeholder, help, bound, env, shownDefault } = flag;
  if (placeholder === undefined) {
    return [
      `--${name}`,
      env === undefined ? help : `${help} (or $${env}=true)`,
    ];
  }
  const source = [env === undefined ? "" : `$${env}`, shownDefault]
    .filter((part) => part !== "").join(", else ");
  const ending = source === "" ? "" : `; default ${source}`;
  return [`--${name} ${placeholder}`, `${help} (${bound}${ending})`];
}
