/**
 * Whether a command line in a text can be typed: the task exists, so do its
 * command and its flags.
 * @module
 */

import { type Description, nearest } from "../cli/mod.ts";
import type { ShownCommand } from "./shown_commands.ts";

/** The tasks that `deno task` knows. */
export interface Tasks {
  /** Names of all tasks. */
  readonly names: ReadonlySet<string>;
  /** A task's tool; undefined when the task runs no tool of this repository. */
  toolOf(task: string): Description | undefined;
}

/**
 * Words that stand for something: `N`, `DIR`, `[PATH...]`, `$SHA`, `...`. They
 * may be a command, so nothing behind them is checked.
 */
const PLACEHOLDER = /^(?:[A-Z][A-Z.\d_]*|\[.*|<.*|\.\.\.|\$.*|"\$.*|\{.*|….*)$/;

/** A word that can only be meant as a command. */
const PLAIN_WORD = /^[a-z][a-z-]*$/;

/**
 * The problem of a command, as a phrase such as "there is no deno task labb".
 * @returns undefined when it can be typed
 */
export function commandProblem(
  { task, words, isCode }: ShownCommand,
  { names, toolOf }: Tasks,
): string | undefined {
  if (!names.has(task)) {
    // In a sentence of a program's text the next word may be a part of it.
    return `there is no deno task ${task}${meant(task, [...names])}`;
  }
  let tool = toolOf(task);
  if (tool === undefined || !isCode) return undefined;
  let path = `deno task ${task}`;
  const operands: string[] = [];
  const flags: string[] = [];
  const end = words.indexOf("--");
  const own = end < 0 ? words : words.slice(0, end);
  for (let i = 0; i < own.length; i++) {
    const word = own[i] ?? "";
    if (word.startsWith("--")) {
      const [name = "", value] = word.slice(2).split("=");
      flags.push(name);
      if (value === undefined && takesValue(tool, name)) i++;
      continue;
    }
    const command: Description | undefined = operands.length > 0
      ? undefined
      : tool.commands.find((one) => one.name === word);
    if (command === undefined) operands.push(word);
    else {
      tool = command;
      path += ` ${word}`;
    }
  }
  const known = tool;
  const unknown = flags.find((flag) =>
    !(Object.hasOwn(known.flags, flag) || flag === "help")
  );
  if (unknown !== undefined) {
    return `${path} has no flag --${unknown}${
      meant(unknown, Object.keys(known.flags), "--")
    }`;
  }
  if (end >= 0 && !known.takesRest) return `${path} takes nothing after --`;
  const [first] = operands;
  if (first === undefined || known.maxOperands !== 0) return undefined;
  if (PLACEHOLDER.test(first) || !PLAIN_WORD.test(first)) return undefined;
  return `${path} has no command ${first}${
    meant(first, known.commands.map(({ name }) => name))
  }`;
}

/** Not of what every object has: there is no flag `--constructor`. */
function takesValue({ flags }: Description, name: string): boolean {
  return Object.hasOwn(flags, name) && flags[name] === true;
}

function meant(
  word: string,
  words: readonly string[],
  prefix = "",
): string {
  const found = nearest(word, words);
  return found === undefined ? "" : `, did you mean ${prefix}${found}?`;
}
