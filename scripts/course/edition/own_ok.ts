/**
 * Whether the edition's own `deno task ok` passes.
 * @module
 */

import { readConfig } from "../../lib/commands/mod.ts";
import { runProgram } from "../../lib/process/mod.ts";

/** The last steps of `ok`; the short form leaves out what takes minutes. */
const TESTS = { short: ["test", "--unit"], whole: ["test"] } as const;

/**
 * Runs each check that `ok` depends on, and its tests.
 * @param isWhole also the tests that need processes and sockets
 * @param onEach says what has begun
 */
export async function ownOkProblems(
  folder: string,
  isWhole: boolean,
  onEach: (command: string) => void,
): Promise<readonly string[]> {
  const { tasks, dependencies } = await readConfig(folder);
  const checks = dependencies.ok;
  if (tasks.ok === undefined || checks === undefined) {
    return ["there is no deno task ok"];
  }
  const problems: string[] = [];
  for (
    const args of [
      ...checks.map((name) => [name]),
      isWhole ? TESTS.whole : TESTS.short,
    ]
  ) {
    const command = `deno task ${args.join(" ")}`;
    onEach(command);
    const { code, stdout, stderr } = await runProgram(
      Deno.execPath(),
      ["task", "--quiet", ...args],
      { NO_COLOR: "1" },
      folder,
    );
    if (code === 0) continue;
    const said = `${stdout}\n${stderr}`.trim().split("\n").slice(-12);
    problems.push([`${command} ended with ${code}:`, ...said].join("\n  "));
  }
  return problems;
}
