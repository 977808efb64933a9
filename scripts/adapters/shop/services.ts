/**
 * Which services a tool is to work on.
 * @module
 */

import { CouldNotRun, nearest } from "../../lib/cli/mod.ts";

/**
 * The services of this checkout, or those that were named.
 * @throws {CouldNotRun} naming what there is, when one is not there
 */
export async function chosenServices(
  named: readonly string[],
): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const { name } of Deno.readDir("services")) {
    const main = `services/${name}/main.ts`;
    if (await Deno.stat(main).then(() => true, () => false)) all.push(name);
  }
  all.sort();
  for (const name of named) {
    if (all.includes(name)) continue;
    const meant = nearest(name, all);
    throw new CouldNotRun(
      `Cannot find service ${name}: there are ${all.join(", ")}` +
        (meant === undefined ? "" : `; did you mean ${meant}?`),
    );
  }
  return named.length > 0 ? named : all;
}
