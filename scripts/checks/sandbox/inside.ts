/**
 * Whether code stays inside its tree. Deno reads what a module imports
 * statically without asking for a permission, so an import of `~/.ssh/id_rsa`
 * as text would get it. The module graph shows such an import before it runs.
 * @module
 */

import { pathToFileURL } from "node:url";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { moduleGraph } from "./module_graph.ts";

/** Where code may come from besides the tree: packages that deno.json pins. */
const PACKAGE = /^(?:npm|node):/;

/**
 * Refuses code that imports from outside of its tree.
 * @param file the module that is to run
 * @param root the student's tree
 * @param config the deno.json that pins packages
 * @throws {CouldNotRun} naming the import
 */
export async function refuseForeignImports(
  file: string,
  root: string,
  config: string,
): Promise<void> {
  const graph = await moduleGraph(file, config);
  const inside = pathToFileURL(`${await Deno.realPath(root)}/`).href;
  for (const address of graph.keys()) {
    if (PACKAGE.test(address) || address.startsWith(inside)) continue;
    throw new CouldNotRun(
      `Cannot run ${file}: it imports ${address}, which is outside of the ` +
        "student's tree",
    );
  }
}
