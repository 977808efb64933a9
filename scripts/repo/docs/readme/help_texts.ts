/**
 * Each `--help`: it fits a terminal of 80 columns, it has an example, and its
 * examples are commands that the tools take.
 * @module
 */

import type { Description } from "../../../lib/cli/mod.ts";
import {
  commandProblem,
  shownCommands,
  type Tools,
} from "../../../lib/commands/mod.ts";

/** The columns of a terminal by default. */
const COLUMNS = 80;

/** The problems of all tools' help texts. */
export function helpProblems(
  tools: Pick<Tools, "described" | "names" | "toolOf">,
): readonly string[] {
  return [...tools.described].flatMap(([task, tool]) => [
    ...tool.help.includes("\nexamples:\n") ? [] : [`${task} has no example`],
    ...problemsOf(task, tool, tools),
  ]);
}

function problemsOf(
  path: string,
  { help, commands }: Description,
  tools: Pick<Tools, "names" | "toolOf">,
): readonly string[] {
  const wide = help.split("\n").filter((line) => line.length > COLUMNS);
  const [, examples = ""] = help.split("\nexamples:\n");
  const shown = shownCommands("```sh\n" + examples + "\n```\n");
  return [
    ...wide.map((line) => `${path} --help is wider than ${COLUMNS}: ${line}`),
    ...shown.flatMap((one) => {
      const problem = commandProblem(one, tools);
      return problem === undefined ? [] : [`${path} --help: ${problem}`];
    }),
    ...commands.flatMap((one) => problemsOf(`${path} ${one.name}`, one, tools)),
  ];
}
