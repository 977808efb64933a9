/**
 * Whether people can type the commands that the edition shows: in documents, in
 * help texts and in the messages of its programs.
 * @module
 */

import type { Description } from "../../lib/cli/mod.ts";
import {
  commandProblem,
  namedCommands,
  shownCommands,
  type Tasks,
  type Tools,
  toolsIn,
} from "../../lib/commands/mod.ts";
import type { File } from "./leaks.ts";
import { pathsBelow, readTexts } from "./texts.ts";

/** Commands that an edition lacks: tasks, and commands of tasks. */
export function lacking(here: Tools, there: Tools): readonly string[] {
  return [
    ...[...here.names].filter((task) => !there.names.has(task)),
    ...[...here.described].flatMap(([task, tool]) =>
      tool.commands.filter(({ name }) =>
        there.described.get(task)?.commands.some((one) => one.name === name) ===
          false
      ).map(({ name }) => `${task} ${name}`)
    ),
  ];
}

/** Everything that is wrong with the commands in these texts, in sentences. */
export function textProblems(
  files: readonly File[],
  there: Tasks,
  lacks: readonly string[],
): readonly string[] {
  // A task's name is a word like any other unless it is `a:b`, or `a b`.
  const names = lacks.filter((name) => /[: ]/.test(name));
  const instructors = names.length === 0
    ? undefined
    : new RegExp(`(?<![\\w:-])(?:${names.join("|")})(?![\\w:-])`, "g");
  return files.flatMap(({ path, text }) => {
    const problems = new Map<string, string>();
    const put = (line: number, words: string) =>
      problems.set(`${line} ${words}`, `${path}: line ${line}: ${words}`);
    const isMarkdown = path.endsWith(".md");
    for (
      const shown of isMarkdown ? shownCommands(text) : namedCommands(text)
    ) {
      const problem = commandProblem(shown, there);
      if (problem !== undefined) put(shown.line, problem);
    }
    for (const match of instructors ? text.matchAll(instructors) : []) {
      const line = text.slice(0, match.index).split("\n").length;
      put(line, `${match[0]} is a command for instructors or maintainers`);
    }
    return [...problems.values()];
  });
}

/**
 * All of that for the edition in `folder`.
 * @param here all tools, those of instructors among them
 */
export async function shownCommandProblems(
  folder: string,
  here: Tools,
): Promise<readonly string[]> {
  const there = await toolsIn(folder);
  const lacks = lacking(here, there);
  const texts = (await readTexts(folder, await pathsBelow(folder)))
    // Tests speak of tasks that exist in them alone.
    .filter(({ path }) => !/\.(?:html|css)$|_test\.ts$/.test(path));
  return [
    ...there.problems,
    ...textProblems([...texts, ...helpTexts(there)], there, lacks),
  ];
}

function helpTexts({ described }: Tools): readonly File[] {
  const texts: File[] = [];
  const collect = (path: string, tool: Description): void => {
    texts.push({ path: `deno task ${path} --help`, text: tool.help });
    for (const one of tool.commands) collect(`${path} ${one.name}`, one);
  };
  for (const [task, tool] of described) collect(task, tool);
  return texts;
}
