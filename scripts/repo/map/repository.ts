/**
 * The code of a checkout.
 * @module
 */

import { outputOf } from "../../lib/process/mod.ts";
import type { CodeFile } from "./imports.ts";

/** All TypeScript files that Git has there. */
export async function codeFiles(root: string): Promise<readonly CodeFile[]> {
  const listed = await outputOf("git", ["ls-files", "-z", "*.ts"], {}, root);
  const paths = listed.split("\0").filter((path) => path !== "");
  return await Promise.all(
    paths.map(async (path) => ({
      path,
      text: await Deno.readTextFile(`${root}/${path}`),
    })),
  );
}
