/**
 * Which changes came with which deployment.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Deployment } from "./delivery_log.ts";
import type { Change, Git } from "./history.ts";
import type { Delivered } from "./metrics.ts";

/**
 * Finds them. The changes of a version that was taken back come again with the
 * next one; a version that had served before brings nothing new.
 * @throws {CouldNotRun} when the history has no such commit
 */
export async function deliveredWith(
  git: Git,
  deployments: readonly Deployment[],
): Promise<readonly Delivered[]> {
  /** The serving version, by service. */
  const serving = new Map<string, string>();
  const missing: string[] = [];
  const all: Delivered[] = [];
  for (const one of deployments) {
    const sha = await git.resolve(one.revision);
    if (sha === undefined) {
      missing.push(`${one.revision} (${one.service})`);
      continue;
    }
    const before = serving.get(one.service);
    // The first version of a service came without an earlier one to count from.
    const changes: readonly Change[] = before === undefined
      ? []
      : await git.changes(`${sha} --not ${before}`);
    all.push({ ...one, changes });
    if (one.outcome === "healthy") serving.set(one.service, sha);
  }
  if (missing.length === 0) return all;
  throw new CouldNotRun(
    `Cannot count: the history has no commit ${
      missing.join(", ")
    }; fetch all ` +
      "of it: git fetch --unshallow",
  );
}
