/**
 * Commands in lectures: the tasks exist, and so do their commands and flags.
 * @module
 */

import {
  commandProblem,
  shownCommands,
  toolsIn,
} from "../../lib/commands/mod.ts";

/** The problems of the commands in these texts, by path, in sentences. */
export async function commandProblems(
  texts: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const shown = [...texts].flatMap(([path, text]) =>
    shownCommands(text).map((command) => ({ path, command }))
  );
  const tools = await toolsIn(
    ".",
    new Set(shown.map(({ command }) => command.task)),
  );
  return [
    ...tools.problems,
    ...shown.flatMap(({ path, command }) => {
      const problem = commandProblem(command, tools);
      return problem === undefined
        ? []
        : [`${path}: line ${command.line}: ${problem}`];
    }),
  ];
}
