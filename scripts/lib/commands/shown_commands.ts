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
  /(`?)(?:\bdeno|\bdeno@[\d.]+) task (?:--quiet |-q )?([a-z][\w-]*(?::[\w-]+)*)((?:\\\n|(?!\bdeno(?:@[\d.]+)? task )[^\n`])*)/g;

/** The marks that end a command in a shell, or in the text around it. */
const END = /(?:^|\s)(?:#|\/\/|\|\||&&?|\||;|>|<|2>|\\n)(?=\s|$)|[;|)]|\\n/;

/** A word that may have anything in it. */
const WRAPPED = /"[^"]*"|'[^']*'|\$\([^)]*\)/g;

/** All of them in Markdown, in their order. */
export function shownCommands(markdown: string): readonly ShownCommand[] {
  const isFenced = fencedLines(markdown);
  return commandsIn(markdown, (line, tick) => tick === "`" || isFenced(line));
}

/**
 * All of them in the text of a program or of data, where no mark says which
 * words of a sentence still belong to a command.
 */
export function namedCommands(text: string): readonly ShownCommand[] {
  return commandsIn(text, () => false);
}

function commandsIn(
  text: string,
  isCode: (line: number, tick: string) => boolean,
): readonly ShownCommand[] {
  return [...text.matchAll(COMMAND)].map((match) => {
    const [, tick = "", task = "", behind = ""] = match;
    const line = text.slice(0, match.index).split("\n").length;
    const whole = behind.replaceAll("\\\n", " ");
    // A mark in quotes, or in a command of its own, ends nothing.
    const flat = whole.replace(WRAPPED, (text) => "x".repeat(text.length));
    const own = whole.slice(0, END.exec(flat)?.index ?? whole.length);
    return {
      line,
      task,
      words: wordsIn(own),
      isCode: isCode(line, tick),
    };
  });
}

/** Splits like a shell, without expanding anything. */
function wordsIn(command: string): readonly string[] {
  const words = command.match(/(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"'])+/g);
  // Punctuation that a sentence puts behind a word is not part of it.
  return (words ?? []).map((word) => word.replace(/(?<=\w)[,:;.\\]+$/, ""));
}

/**
 * True for each line inside a fenced block of Markdown. A block ends at a fence of
 * the same character that is at least as long, so it may show shorter ones.
 */
function fencedLines(markdown: string): (line: number) => boolean {
  const fenced = new Set<number>();
  let open = "";
  markdown.split("\n").forEach((line, i) => {
    const [, fence, behind = ""] = /^\s*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (open === "") open = fence ?? "";
    else if (fence?.startsWith(open) && behind.trim() === "") open = "";
    else fenced.add(i + 1);
  });
  return (line) => fenced.has(line);
}
