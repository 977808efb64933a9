/**
 * A test that acts as a learner: the words of a scenario's `solve`.
 * @module
 */

import { endSessions } from "../../adapters/postgres/mod.ts";
import { processesOf, thaw } from "../../lib/process/mod.ts";
import type { Stack } from "../../stack/local/mod.ts";

/** Does one step. */
export async function doStep(
  stack: Stack,
  step: string,
  incidentId: string,
): Promise<void> {
  const [verb, name = "", ...assignments] = step.split(" ");
  switch (verb) {
    case "start":
      return await stack.start(name);
    case "kill":
      return await stack.kill(name);
    case "restart":
      return await stack.restart(
        name,
        Object.fromEntries(assignments.map((word) => {
          const [variable = "", value = ""] = word.split("=");
          return [variable, value] as const;
        })),
      );
    case "thaw": {
      const pid = stack.pid(name);
      if (pid !== undefined) await thaw(await processesOf(pid));
      return;
    }
    case "unlock":
      await endSessions(stack.databaseUrl, `quickticket-chaos ${incidentId}`);
      return;
    default:
      throw new Error(`Cannot do ${step}: it is no step`);
  }
}
