/**
 * The tools behind the tasks of a folder, asked for their commands and flags.
 * @module
 */

import { DESCRIBE, type Description } from "../cli/mod.ts";
import { reasonIn, runProgram } from "../process/mod.ts";
import type { Tasks } from "./command_problem.ts";
import { readDescription } from "./read_description.ts";
import { readConfig } from "./task_config.ts";

/** How many tools are asked at once. */
const AT_ONCE = 4;

/** The tools of a folder, and what went wrong when they were asked. */
export interface Tools extends Tasks {
  readonly described: ReadonlyMap<string, Description>;
  /** One sentence for each tool that cannot even print its help. */
  readonly problems: readonly string[];
}

/**
 * Asks each task of a folder what it can do.
 * @param only asks these tasks alone; the others count as tasks without a tool
 */
export async function toolsIn(
  folder: string,
  only?: ReadonlySet<string>,
): Promise<Tools> {
  const { tasks } = await readConfig(folder);
  const described = new Map<string, Description>();
  const problems: string[] = [];
  // The others run tasks, or programs that are not of this repository.
  const asked = Object.entries(tasks).filter(([task, command]) =>
    /scripts\/\S+\.ts/.test(command) && (only?.has(task) ?? true)
  );
  const next = asked.values();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const [task, command] of next) {
      const isTool = /\/cli\.ts\b/.test(command);
      const { code, stdout, stderr } = await runProgram(
        Deno.execPath(),
        ["task", "--quiet", task, isTool ? DESCRIBE : "--help"],
        {},
        folder,
      );
      const tool = readDescription(stdout);
      if (tool !== undefined) described.set(task, tool);
      if (code === 0 && (tool !== undefined || !isTool)) continue;
      problems.push(
        `deno task ${task} --help ended with ${code}: ${reasonIn(stderr)}`,
      );
    }
  }));
  return {
    names: new Set(Object.keys(tasks)),
    toolOf: (task) => described.get(task),
    described,
    problems: problems.toSorted(),
  };
}
