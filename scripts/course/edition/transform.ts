/**
 * What changes in a file on its way to students.
 * @module
 */

import type { Edition } from "./edition.ts";

const FOR_INSTRUCTORS =
  /^<!-- for instructors -->\n[^]*?^<!-- \/for instructors -->\n\n?/gm;

/** Without the parts of a document that only instructors need. */
export function withoutInstructors(markdown: string): string {
  return markdown.replace(FOR_INSTRUCTORS, "");
}

interface Config {
  tasks: Record<
    string,
    { description?: string; command?: string; dependencies?: string[] }
  >;
}

/** deno.json without tasks whose program does not ship. */
export function configFor(
  text: string,
  edition: Pick<Edition, "leaves_out_tasks">,
  ships: (path: string) => boolean,
): string {
  const config: Config & Record<string, unknown> = JSON.parse(text);
  const kept = Object.entries(config.tasks).filter(([name, task]) => {
    const programs = task.command?.match(/scripts\/\S+\.ts/g) ?? [];
    return !edition.leaves_out_tasks.includes(name) && programs.every(ships);
  });
  const names = new Set(kept.map(([name]) => name));
  config.tasks = Object.fromEntries(
    kept.map(([name, task]) => [
      name,
      task.dependencies === undefined ? task : {
        ...task,
        dependencies: task.dependencies.filter((one) => names.has(one)),
      },
    ]),
  );
  return JSON.stringify(config, undefined, 2) + "\n";
}
