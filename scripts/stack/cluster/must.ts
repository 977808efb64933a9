/**
 * Programs whose failure ends the command.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { runProgram } from "../../lib/process/mod.ts";

/** @throws {CouldNotRun} with the end of what it said, unless it ended with 0 */
export async function must(
  program: string,
  args: readonly string[],
): Promise<void> {
  const { code, stdout, stderr } = await runProgram(program, args);
  if (code === 0) return;
  const said = `${stdout}\n${stderr}`.trim().slice(-1500);
  throw new CouldNotRun(
    `${program} ${args.join(" ")} ended with ${code}:\n${said}`,
  );
}
