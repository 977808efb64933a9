/**
 * The checks of a task of deno.json: format, lint, types, tests.
 * @module
 */

import { z } from "zod";

/** The gates before a build. */
export const GATES = ["fmt", "lint", "check", "test"] as const;

/** One of {@link GATES}. */
export type Gate = (typeof GATES)[number];

const Config = z.looseObject({
  tasks: z.record(
    z.string(),
    z.union([
      z.string().transform((command) => ({ command, dependencies: [] })),
      z.looseObject({
        command: z.string().default(""),
        dependencies: z.array(z.string()).default([]),
      }),
    ]),
  ).default({}),
});

type Tasks = z.infer<typeof Config>["tasks"];

/** The gates of each task that has any. */
export function gatesOfTasks(
  config: unknown,
): ReadonlyMap<string, readonly Gate[]> {
  const { tasks } = Config.parse(config);
  return new Map(
    Object.keys(tasks).map((name) =>
      [name, GATES.filter((gate) => found(tasks, name).has(gate))] as const
    )
      .filter(([, gates]) => gates.length > 0),
  );
}

function found(
  tasks: Tasks,
  name: string,
  seen: readonly string[] = [],
): ReadonlySet<Gate> {
  const task = tasks[name];
  if (task === undefined || seen.includes(name)) return new Set();
  const inner = [...task.dependencies];
  const gates = new Set<Gate>();
  for (const command of task.command.split(/&&|;/).map((one) => one.trim())) {
    if (/^deno fmt\b.*--check\b/.test(command)) gates.add("fmt");
    if (/^deno lint\b/.test(command)) gates.add("lint");
    if (/^deno check\b/.test(command)) gates.add("check");
    if (/^deno test\b|\bscripts\/(?:repo\/)?test\/cli\.ts/.test(command)) {
      gates.add("test");
    }
    const [, other] = /^deno task (?:-\S+ )*(\S+)/.exec(command) ?? [];
    if (other !== undefined) inner.push(other);
  }
  for (const other of inner) {
    for (const gate of found(tasks, other, [...seen, name])) gates.add(gate);
  }
  return gates;
}
