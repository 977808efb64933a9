/**
 * Commands in lectures: the tasks exist, and so do their flags.
 * @module
 */

import type { Deck } from "./deck.ts";

/** A `deno task` that a text shows. */
export interface Shown {
  readonly line: number;
  readonly task: string;
  /** Words that may be a command of the tool. */
  readonly words: readonly string[];
  readonly flags: readonly string[];
}

/** All tasks in the commands of a file. */
export function tasksShown({ fences }: Deck): readonly Shown[] {
  return fences.filter(({ language }) => language === "sh").flatMap((
    { code, line },
  ) =>
    code.split("\n").flatMap((command, i) => {
      const [, task, rest] =
        /^deno task (?:--quiet )?([\w:-]+)([^|&;]*)/.exec(command.trim()) ?? [];
      if (task === undefined) return [];
      const all = (rest ?? "").trim().split(/\s+/);
      return [{
        line: line + 1 + i,
        task,
        words: all.filter((word) => /^[a-z][\w-]*$/.test(word)),
        flags: all.flatMap((word) => /^(--[\w-]+)/.exec(word)?.[1] ?? []),
      }];
    })
  );
}

/** Where a tool's help comes from: the task, and perhaps a command of it. */
export type HelpOf = (
  task: string,
  command?: string,
) => Promise<string | undefined>;

/** Tasks that are not there, and flags that nobody knows. */
export async function commandProblems(
  deck: Deck,
  tasks: ReadonlySet<string>,
  helpOf: HelpOf,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { line, task, words, flags } of tasksShown(deck)) {
    if (!tasks.has(task)) {
      problems.push(`line ${line}: there is no deno task ${task}`);
      continue;
    }
    if (flags.length === 0 && words.length === 0) continue;
    const top = await helpOf(task) ?? "";
    const inner = words[0] === undefined
      ? ""
      : await helpOf(task, words[0]) ?? "";
    for (const flag of flags) {
      if (!`${top}\n${inner}`.includes(flag)) {
        problems.push(`line ${line}: deno task ${task} has no ${flag}`);
      }
    }
  }
  return problems;
}
