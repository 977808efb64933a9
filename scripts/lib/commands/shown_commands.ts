/**
 * Commands of `deno task` that a text shows, wherever they stand: in a code
 * block, in code font, in a help text, or in a string of a program.
 * @module
 */

/** A command line in a text. */
export interface ShownCommand {
  /** Where it starts; the first line is 1. */
  readonly line: number;
  readonly task: string;
  /** The words behind the task's name, as a shell would see them. */
  readonly words: readonly string[];
  /** True when the text sets it as code, so that every word belongs to it. */
  readonly isCode: boolean;
}

const COMMAND =
  /(`?)(?:\bdeno|\bdeno@[\d.]+) task (?:--quiet |-q )?([a-z][\w:-]*)((?:[^\n`]|\\\n)*)/g;

/** What ends a command in a shell, or in the text around it. */
const END = /(?:^|\s)(?:#|\/\/|\|\||&&?|\||;|>|<|2>|\\n)(?=\s|$)|[;|)]|\\n/;

/**
 * All of them, in their order.
 * @param isCodeLine whether a line (from 1) stands in a code block; there every
 * word up to the line's end belongs to the command
 */
export function shownCommands(
  text: string,
  isCodeLine: (line: number) => boolean = () => false,
): readonly ShownCommand[] {
  return [...text.matchAll(COMMAND)].map((match) => {
    const [, tick, task = "", behind = ""] = match;
    const line = text.slice(0, match.index).split("\n").length;
    const whole = behind.replaceAll("\\\n", " ");
    const own = whole.slice(0, END.exec(whole)?.index ?? whole.length);
    return {
      line,
      task,
      words: wordsIn(own),
      isCode: tick === "`" || isCodeLine(line),
    };
  });
}

/** Splits like a shell, without expanding anything. */
function wordsIn(command: string): readonly string[] {
  return command.match(/(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"'])+/g) ?? [];
}

/** True for each line inside a fenced block of Markdown. */
export function fencedLines(markdown: string): (line: number) => boolean {
  const fenced = new Set<number>();
  let isOpen = false;
  markdown.split("\n").forEach((line, i) => {
    if (/^\s*(?:```|~~~)/.test(line)) isOpen = !isOpen;
    else if (isOpen) fenced.add(i + 1);
  });
  return (line) => fenced.has(line);
}
