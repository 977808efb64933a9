/**
 * Evidence that is sealed in one clone and verified in another one.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { runProgram } from "../../lib/process/mod.ts";
import { type Clone, crlfClone, plainClone } from "./clones.ts";

/** Lab 4 hands in many files, and is sealed without a shop. */
const LAB = "4";

/** A task in a clone: where it tells of a failure, else the end; and its code. */
export async function taskIn(
  { folder }: Pick<Clone, "folder">,
  words: readonly string[],
): Promise<{ readonly code: number; readonly said: string }> {
  const { code, stdout, stderr } = await runProgram(
    Deno.execPath(),
    ["task", "--quiet", ...words],
    { NO_COLOR: "1" },
    folder,
  );
  const said = `${stdout}\n${stderr}`.trim();
  const at = said.search(/^.*(?:FAILED|ERRORS|error:)/m);
  return { code, said: at < 0 ? said.slice(-800) : said.slice(at, at + 1600) };
}

/** Measures, seals, and commits what a student would hand in. */
export async function sealIn(clone: Clone): Promise<void> {
  await taskIn(clone, ["lab", "check", LAB]); // some checks fail: nothing is solved
  const { code, said } = await taskIn(clone, [
    ...["lab", "evidence", LAB, "--incomplete"],
  ]);
  if (code !== 0) {
    throw new CouldNotRun(`Cannot seal in ${clone.name}: ${said}`);
  }
  await clone.git.output("add", "--all", "submissions");
  await clone.git.output("commit", "--quiet", "--message=sealed");
}

/**
 * Clones the sealed one anew in both ways, and verifies there.
 * @returns one line for each clone that refuses what is honest
 */
export async function refusalsOf(
  sealed: Clone,
  folder: string,
): Promise<readonly string[]> {
  const refusals: string[] = [];
  for (const clone of [plainClone, crlfClone]) {
    const place = `${folder}/${sealed.name}-${clone.name}`;
    const graded = await clone(sealed.folder, place);
    const { code, said } = await taskIn(graded, [
      ...["lab", "verify", `submissions/lab${LAB}.evidence.json`],
      ...["--report", "--files"],
    ]);
    if (code === 0) continue;
    refusals.push(
      `sealed in the ${sealed.name} clone, refused in the ${graded.name} ` +
        `clone: ${said}`,
    );
  }
  return refusals;
}
