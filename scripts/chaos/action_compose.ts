/**
 * Containers of a compose project, by the docker client.
 * @module
 */

import { outputOf } from "../lib/command.ts";
import { CouldNotRun } from "../lib/tool.ts";
import type { ActionContext, Prepared } from "./action.ts";
import type { ActionOf } from "./action_providers.ts";
import type { Undo } from "./undo.ts";

const OPPOSITE = {
  stop: "start",
  kill: "start",
  restart: "start",
  pause: "unpause",
} as const;

/** @throws {CouldNotRun} when the target is no compose project */
export function prepareCompose(
  { service, do: what }: ActionOf<"compose">,
  { target: { address } }: ActionContext,
): Prepared {
  if (address.kind !== "compose") {
    throw new CouldNotRun(
      `Cannot ${what} the container of ${service}: the target is ` +
        `${address.kind}; run with --target compose`,
    );
  }
  const base = ["compose", ...address.flags];
  const undo: Undo[] = what === "start" || what === "unpause" ? [] : [{
    kind: "command",
    program: "docker",
    args: [...base, OPPOSITE[what], service],
    may_fail: what !== "stop" && what !== "kill",
  }];
  return {
    undo,
    async inject() {
      await outputOf("docker", [...base, what, service]);
      return `docker compose ${what} ${service}`;
    },
  };
}
