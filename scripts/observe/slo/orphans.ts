/**
 * Generated files of objectives that are gone. Their rules would go on to page,
 * and their boards to show a promise that the team no longer makes.
 * @module
 */

import { readText } from "../../lib/files/mod.ts";
import { BOARDS } from "./board.ts";
import { COURSE_CLOCK, REAL_CLOCK } from "./files.ts";

/** How each generated file begins; what people wrote does not. */
const HEADER = "# DO NOT EDIT: written by deno task slo generate";

const PLACES: readonly (readonly [folder: string, name: RegExp])[] = [
  ...[REAL_CLOCK, COURSE_CLOCK].flatMap(({ folder }) =>
    ["rules", "rules_test"].map((below) =>
      [`${folder}/${below}`, /\.yaml$/] as const
    )
  ),
  [BOARDS, /^slo-.+\.json$/],
];

/** Their paths. @param kept what is generated now */
export async function orphans(
  kept: ReadonlySet<string>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [folder, shape] of PLACES) {
    for (const name of await namesIn(folder)) {
      const path = `${folder}/${name}`;
      if (kept.has(path) || !shape.test(name)) continue;
      const isOurs = name.endsWith(".json") ||
        (await readText(path)).startsWith(HEADER);
      if (isOurs) found.push(path);
    }
  }
  return found.toSorted();
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(folder)) names.push(name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names;
}
