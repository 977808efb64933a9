/**
 * Where a drill was run.
 * @module
 */

import { ROOT } from "../../stack/local/mod.ts";
import { openGit } from "../../lib/process/mod.ts";
import type { Result } from "./result.ts";

/** The facts about this machine and this checkout. */
export async function provenanceOf(): Promise<
  Pick<Result["provenance"], "machine" | "deno" | "revision">
> {
  return {
    machine: `${Deno.build.os} ${Deno.build.arch}, ` +
      `${navigator.hardwareConcurrency} cores`,
    deno: Deno.version.deno,
    revision: await revision(),
  };
}

/** The commit; empty outside Git. */
async function revision(): Promise<string> {
  return await openGit(ROOT).maybe("rev-parse", "HEAD") ?? "";
}
