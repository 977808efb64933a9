/**
 * One call of `deno test`.
 * @module
 */

import { type Outcome, outcomeOf } from "./outcome.ts";
import { readText } from "../../lib/files/mod.ts";

/** What is run, and what it may do. */
export interface TestRun {
  readonly files: readonly string[];
  /** A permission set of deno.json; undefined: nothing at all. */
  readonly permissionSet?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Another Deno than the one that runs this. */
  readonly program?: string | undefined;
  /** More flags of `deno test`. */
  readonly flags?: readonly string[];
}

/** Runs the files; what they print goes where this process prints. */
export async function runTests(
  { files, permissionSet, env = {}, program, flags = [] }: TestRun,
): Promise<Outcome> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    const { code } = await new Deno.Command(program ?? Deno.execPath(), {
      args: [
        "test",
        "--no-prompt",
        // Some packages look for variables of their own: there are none.
        permissionSet === undefined ? "--ignore-env" : `-P=${permissionSet}`,
        `--junit-path=${report}`,
        ...flags,
        ...files,
      ],
      env,
      stdout: "inherit",
      stderr: "inherit",
    }).output();
    return outcomeOf(await readText(report), code);
  } finally {
    await Deno.remove(report);
  }
}
