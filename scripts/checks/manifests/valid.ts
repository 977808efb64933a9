/**
 * Whether the API server would take what is written: asked of the server where
 * there is one, else of the models of its own client.
 * @module
 */

import type { Kubectl } from "../../adapters/kubernetes/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { type Manifests, nameOf } from "./student_manifests.ts";

/** The reasons why files cannot be applied, in words; empty: they can be. */
export async function invalidManifests(
  { objects, broken }: Manifests,
): Promise<readonly string[]> {
  // The client's models take long to load, so only those who ask for them wait.
  const { schemaProblems } = await import(
    "../../adapters/kubernetes/schema/mod.ts"
  );
  const told = objects.flatMap(({ path, object }) =>
    schemaProblems(object).map((words) =>
      `${path}, ${object.kind} ${nameOf(object)}: ${words}`
    )
  );
  return [...broken, ...told];
}

/** The server's answer to an object that it refuses. */
const REFUSED =
  /(?:Error from server \((?:BadRequest|Invalid|Forbidden|NotFound)\)|error: (?:error validating|error parsing|unable to (?:decode|recognize)|resource mapping))[^]*/;

/** A server's answer to a dry run: what it printed, or why it refuses. */
export type DryRun =
  | { readonly printed: string }
  | { readonly refused: string };

/**
 * Asks the API server what these objects would become.
 * @throws {CouldNotRun} when there is no server to ask
 */
export async function dryRun(
  kubectl: Kubectl,
  manifest: string,
): Promise<DryRun> {
  const args = ["apply", "--dry-run=server", "-o", "json", "-f", "-"];
  try {
    return { printed: await kubectl.run(args, manifest) };
  } catch (error) {
    if (!(error instanceof CouldNotRun)) throw error;
    const [refused] = REFUSED.exec(error.message) ?? [];
    if (refused === undefined) throw error;
    return { refused: refused.replaceAll(/\s+/g, " ").slice(0, 500) };
  }
}
