/**
 * Actions, prepared: what one will do is not done before it is written down
 * how it is undone.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { prepareCompose } from "./compose.ts";
import type { ActionContext, Prepared } from "../action_context.ts";
import { prepareEnvironment } from "./environment.ts";
import { prepareFault } from "./fault.ts";
import { prepareLock } from "./lock.ts";
import { prepareNetwork } from "./network.ts";
import { preparePart } from "./part.ts";
import type { ActionProvider } from "../action_providers.ts";
import { askHttp } from "../probes/http.ts";

/**
 * Finds out whether and how an action can be done, and does nothing yet.
 * @throws {CouldNotRun} saying what is in the way
 */
export async function prepare(
  provider: ActionProvider,
  context: ActionContext,
): Promise<Prepared> {
  switch (provider.type) {
    case "fault":
      return await prepareFault(provider, context);
    case "part":
      return await preparePart(provider, context);
    case "environment":
      return await prepareEnvironment(provider, context);
    case "compose":
      return await prepareCompose(provider, context);
    case "network":
      return await prepareNetwork(provider, context);
    case "lock":
      return prepareLock(provider, context);
    case "kubernetes": {
      // Its client is big: only who needs it pays.
      const { prepareKubernetes } = await import("./kubernetes.ts");
      return await prepareKubernetes(provider, context);
    }
    case "http":
      return {
        undo: [],
        async inject(signal) {
          const { value, note } = await askHttp(provider, context, signal);
          if (value === undefined) {
            throw new CouldNotRun(`Cannot call ${provider.url}: ${note}`);
          }
          return `answered ${value}`;
        },
      };
  }
}
