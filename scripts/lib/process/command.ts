/**
 * Other programs, run to their end.
 * @module
 */

import { CouldNotRun } from "../cli/tool.ts";

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Our code reads its output, in one language and with points in numbers. */
const PLAIN = { LC_ALL: "C" } as const;

/**
 * Runs a program.
 * @param cwd where; here without
 * @throws {CouldNotRun} when there is no such program
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd?: string,
): Promise<Ended> {
  try {
    const output = await new Deno.Command(program, {
      args: [...args],
      env: { ...PLAIN, ...env },
      ...cwd === undefined ? {} : { cwd },
    }).output();
    const decoder = new TextDecoder();
    return {
      code: output.code,
      stdout: decoder.decode(output.stdout).trim(),
      stderr: decoder.decode(output.stderr).trim(),
    };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CouldNotRun(`Cannot run ${program}: it is not installed`);
  }
}

/** The same; its stdout. @throws {CouldNotRun} unless it ended with 0 */
export async function outputOf(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd?: string,
): Promise<string> {
  const { code, stdout, stderr } = await runProgram(program, args, env, cwd);
  if (code === 0) return stdout;
  throw new CouldNotRun(
    `${program} ${args.join(" ")} ended with ${code}:\n${stderr || stdout}`,
  );
}
