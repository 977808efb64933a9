/**
 * One edit of a tree: a text is replaced, a file written, removed or renamed.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { readText, replaceFile } from "../../../lib/files/mod.ts";

/** One edit of a tree, as it is written. */
export const changeSchema = z.union([
  z.strictObject({
    file: z.string(),
    /** Exact text, which must be there. */
    replace: z.string().min(1),
    by: z.string(),
  }),
  z.strictObject({ file: z.string(), content: z.string() }),
  z.strictObject({ delete: z.string() }),
  z.strictObject({
    rename: z.strictObject({ from: z.string(), to: z.string() }),
  }),
]);

/** One edit of a tree. */
export type Change = z.infer<typeof changeSchema>;

/** Edits a tree. @throws {CouldNotRun} when there is nothing to edit */
export async function applyChange(
  folder: string,
  change: Change,
): Promise<void> {
  if ("delete" in change) {
    return await Deno.remove(`${folder}/${change.delete}`);
  }
  if ("rename" in change) {
    const { from, to } = change.rename;
    return await Deno.rename(`${folder}/${from}`, `${folder}/${to}`);
  }
  const path = `${folder}/${change.file}`;
  if ("content" in change) {
    return await replaceFile(path, change.content);
  }
  const text = await readText(path);
  if (!text.includes(change.replace)) {
    throw new CouldNotRun(
      `Cannot change ${change.file}: it has no ${
        JSON.stringify(change.replace)
      }`,
    );
  }
  await replaceFile(path, text.replace(change.replace, () => change.by));
}
