/**
 * Changes files on their way to students.
 * @module
 */

import { dirname, join } from "node:path/posix";
import type { Edition } from "./edition.ts";

const FOR_INSTRUCTORS =
  /^<!-- for instructors -->\n[^]*?^<!-- \/for instructors -->\n\n?/gm;

/** Without the parts of a document that only instructors need. */
export function withoutInstructors(markdown: string): string {
  return markdown.replace(FOR_INSTRUCTORS, "");
}

/**
 * Generated parts of a document become plain text where the edition has no code
 * that could write them again.
 * @param isGenerated whether the edition generates a part of that name
 */
export function withPlainBlocks(
  markdown: string,
  isGenerated: (name: string) => boolean,
): string {
  return markdown.replace(
    /^<!-- \/?([a-z-]+) -->\n/gm,
    (mark, name: string) => isGenerated(name) ? mark : "",
  );
}

/**
 * Links to files that stay in this repository become plain text.
 * @param path where the document lies
 * @param stays whether a path, from the root, is one of those files
 */
export function withoutLinks(
  markdown: string,
  path: string,
  stays: (path: string) => boolean,
): string {
  return markdown.replace(
    /(?<!!)\[([^\]]*)\]\(([^)#\s]+)(?:#[^)]*)?\)/g,
    (link, text: string, target: string) => {
      if (/^[a-z]+:/.test(target)) return link;
      return stays(join(dirname(path), target)) ? text : link;
    },
  );
}

interface Config {
  imports: Record<string, string>;
  tasks: Record<
    string,
    string | {
      description?: string;
      command?: string;
      dependencies?: string[];
    }
  >;
  permissions: Record<string, unknown>;
}

/** The parts of the edition that its deno.json must know. */
export interface Shipped {
  /** Whether a path ships. */
  has(path: string): boolean;
  /** All code that ships, and all code that students write in its place. */
  readonly code: string;
}

/** deno.json without tasks, packages and permissions that nothing uses there. */
export function configFor(
  text: string,
  edition: Pick<Edition, "leaves_out_tasks" | "tasks_there">,
  shipped: Shipped,
): string {
  const config: Config & Record<string, unknown> = JSON.parse(text);
  config.tasks = tasksFor(config.tasks, edition, shipped);
  const commands = JSON.stringify(config.tasks);
  config.imports = Object.fromEntries(
    Object.entries(config.imports)
      .filter(([name]) => imports(shipped.code, name)),
  );
  config.permissions = Object.fromEntries(
    Object.entries(config.permissions).filter(([name]) =>
      `${commands}\n${shipped.code}`.includes(`-P=${name}`) ||
      shipped.code.includes(`"${name}"`) ||
      shipped.has(`services/${name}/main.ts`)
    ),
  );
  return JSON.stringify(config, undefined, 2) + "\n";
}

function tasksFor(
  tasks: Config["tasks"],
  { leaves_out_tasks, tasks_there }: Pick<
    Edition,
    "leaves_out_tasks" | "tasks_there"
  >,
  shipped: Shipped,
): Config["tasks"] {
  const there = Object.entries(tasks).map(([name, task]) => {
    const command = tasks_there[name];
    return command === undefined || typeof task === "string"
      ? [name, task] as const
      : [name, { ...task, command }] as const;
  });
  const names = new Set(
    there.filter(([name, task]) => {
      const command = typeof task === "string" ? task : task.command ?? "";
      const programs = command.match(/scripts\/\S+\.ts/g) ?? [];
      return !leaves_out_tasks.includes(name) && programs.every(shipped.has);
    }).map(([name]) => name),
  );
  // A task that runs another task goes with it.
  for (const [name, task] of there) {
    const command = typeof task === "string" ? task : task.command ?? "";
    const [, other] = /^deno task (?:--quiet )?([\w:-]+)/.exec(command) ?? [];
    if (other !== undefined && !names.has(other)) names.delete(name);
  }
  return Object.fromEntries(
    there.filter(([name]) => names.has(name)).map(([name, task]) => [
      name,
      typeof task === "string" || task.dependencies === undefined ? task : {
        ...task,
        dependencies: task.dependencies.filter((one) => names.has(one)),
      },
    ]),
  );
}

/** Whether code imports a package by that name, or a file of it. */
function imports(code: string, name: string): boolean {
  const folder = name.endsWith("/") ? name : `${name}/`;
  return code.includes(`"${name}"`) || code.includes(`"${folder}`);
}
