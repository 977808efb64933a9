/**
 * The changes of a student on the way to a solution, and their undo: a file
 * that has more than one state in a lab. `labs/labN/edits.yaml` names each
 * change.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../../lib/text/yaml/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { applyChange, type Change, changeSchema } from "./change.ts";
import { readText } from "../../../lib/files/mod.ts";

const file = z.record(z.string(), z.array(changeSchema).min(1));

/** Makes the edit `name` of a lab in the tree at `folder`. */
export async function makeEdit(
  lab: number,
  folder: string,
  name: string,
): Promise<void> {
  const path = `labs/lab${lab}/edits.yaml`;
  const source = await readText(path).catch(() => "{}");
  for (const change of editOf(source, { path, name })) {
    await applyChange(folder, change);
  }
}

/**
 * The changes that are called `name`.
 * @throws {CouldNotRun} when there are none, with those that there are
 */
export function editOf(
  source: string,
  { path, name }: { readonly path: string; readonly name: string },
): readonly Change[] {
  const found = file.safeParse(parseYaml(source, path));
  if (!found.success) {
    throw new CouldNotRun(
      `Cannot read ${path}: ${z.prettifyError(found.error)}`,
    );
  }
  const changes = found.data[name];
  if (changes !== undefined) return changes;
  throw new CouldNotRun(
    `Cannot edit: ${path} has no "${name}"; it has ` +
      (Object.keys(found.data).join(", ") || "nothing"),
  );
}
