/**
 * Other environment variables for a service: a restart, as a deployment is.
 * @module
 */

import { sendCommand } from "../../adapters/running_stack/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { ActionContext, Prepared } from "../model/action_context.ts";
import { stateIn, workloadOf } from "./part.ts";
import type { ActionOf } from "../model/action_providers.ts";
import { readText } from "../../lib/files/mod.ts";

/** Notes the values that the variables have now. */
export async function prepareEnvironment(
  { service, variables: wanted }: ActionOf<"environment">,
  context: ActionContext,
): Promise<Prepared> {
  const variables = context.isExercise
    ? { ...wanted, FAULTS_SHOWN: "no" }
    : wanted;
  const { address } = context.target;
  if (address.kind === "compose") {
    throw new CouldNotRun(
      `Cannot change the variables of ${service}: compose takes them from its ` +
        "file; set a fault instead, or run on deno task dev or Kubernetes",
    );
  }
  if (address.kind === "kubernetes") {
    const { prepareKubernetes } = await import("./kubernetes.ts");
    return await prepareKubernetes({
      type: "kubernetes",
      do: "set_env",
      workload: await workloadOf(service, context),
      variables,
    }, context);
  }
  const { state: file } = address;
  const state = await stateIn(file);
  const pid = state.services[service]?.pid;
  if (pid === undefined || pid === null) {
    throw new CouldNotRun(
      `Cannot change the variables of ${service}: it does not run`,
    );
  }
  const before = await variablesOfProcess(pid);
  const old = Object.fromEntries(
    Object.keys(variables).map((name) => [name, before.get(name) ?? ""]),
  );
  return {
    undo: [{ kind: "environment", state: file, service, variables: old }],
    inject: () =>
      sendCommand(state, {
        action: "restart",
        name: service,
        variables: assignments(variables),
      }),
  };
}

/** `NAME=value` words. */
export function assignments(
  variables: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(variables).map(([name, value]) => `${name}=${value}`);
}

/**
 * Where the system tells them; elsewhere what was set by hand before goes back
 * to its default.
 */
async function variablesOfProcess(
  pid: number,
): Promise<ReadonlyMap<string, string>> {
  const text = await readText(`/proc/${pid}/environ`).catch(() => "");
  return new Map(
    text.split("\0").map((line) => {
      const at = line.indexOf("=");
      return [line.slice(0, at), line.slice(at + 1)] as const;
    }),
  );
}
