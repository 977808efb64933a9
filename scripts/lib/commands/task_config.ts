/**
 * The deno.json of a folder, as far as its tasks go.
 * @module
 */

import { z } from "zod";
import { readText } from "../files/read_text.ts";

const schema = z.object({
  tasks: z.record(
    z.string(),
    z.union([
      z.string(),
      z.object({
        command: z.string().default(""),
        dependencies: z.array(z.string()).default([]),
      }),
    ]),
  ),
});

/** Tasks of a deno.json. */
export interface TaskConfig {
  /** Command of each task, by its name; empty when it has dependencies only. */
  readonly tasks: Readonly<Record<string, string>>;
  /** The tasks that a task runs first, by its name. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** Reads it. */
export async function readConfig(folder: string): Promise<TaskConfig> {
  const text = await readText(`${folder}/deno.json`);
  const { tasks } = schema.parse(JSON.parse(text));
  const entries = Object.entries(tasks);
  return {
    tasks: Object.fromEntries(
      entries.map(([name, task]) =>
        [name, typeof task === "string" ? task : task.command] as const
      ),
    ),
    dependencies: Object.fromEntries(
      entries.map(([name, task]) =>
        [name, typeof task === "string" ? [] : task.dependencies] as const
      ),
    ),
  };
}
