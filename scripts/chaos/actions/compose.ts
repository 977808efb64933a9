/**
 * Containers of a compose project.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { ActionContext, Prepared } from "../action_context.ts";
import type { ActionOf } from "../action_providers.ts";
import { containersOf, docker } from "../../adapters/docker/mod.ts";

/** @throws {CouldNotRun} when the target is no compose project */
export async function prepareCompose(
  { service, do: what }: ActionOf<"compose">,
  { target: { address } }: ActionContext,
): Promise<Prepared> {
  if (address.kind !== "compose") {
    throw new CouldNotRun(
      `Cannot ${what} the container of ${service}: the target is ` +
        `${address.kind}; run with --target compose`,
    );
  }
  const ids = await containersOf(address.flags, service);
  return {
    undo: what === "start" || what === "unpause"
      ? []
      : ids.map((id) => ({ kind: "container", service, id })),
    async inject() {
      for (const id of ids) await docker(what, id);
      return `docker ${what} of ${ids.length} container of ${service}`;
    },
  };
}
