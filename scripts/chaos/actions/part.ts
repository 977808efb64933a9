/**
 * A part of the shop, killed, stopped or frozen, whatever runs it.
 * @module
 */

import { sendCommand } from "../../adapters/running_stack/mod.ts";
import { readState, type State } from "../../stack/local/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { ActionContext, Prepared } from "../model/action_context.ts";
import { prepareCompose } from "./compose.ts";
import type { ActionOf } from "../model/action_providers.ts";
import { freeze, processesOf, thaw } from "../../lib/process/mod.ts";

type PartProvider = ActionOf<"part">;

/** The names of the actions for a container. */
const OF_CONTAINER = {
  kill: "kill",
  stop: "stop",
  start: "start",
  restart: "restart",
  freeze: "pause",
  thaw: "unpause",
} as const;

/** Finds the part. Only what the target itself runs is ever touched. */
export async function preparePart(
  provider: PartProvider,
  context: ActionContext,
): Promise<Prepared> {
  const { address } = context.target;
  switch (address.kind) {
    case "dev":
      return await onDev(provider, address.state);
    case "compose":
      return await prepareCompose({
        type: "compose",
        service: provider.name,
        do: OF_CONTAINER[provider.do],
      }, context);
    case "kubernetes":
      return await onKubernetes(provider, context);
  }
}

async function onDev(
  { name, do: what }: PartProvider,
  file: string,
): Promise<Prepared> {
  const state = await stateIn(file);
  const pid = pidOf(state, name);
  switch (what) {
    case "kill":
    case "stop":
    case "restart":
    case "start":
      return {
        undo: what === "start" ? [] : [{ kind: "start", state: file, name }],
        inject: () => sendCommand(state, { action: what, name, variables: [] }),
      };
    case "freeze": {
      if (pid === null) {
        throw new CouldNotRun(`Cannot freeze ${name}: it does not run`);
      }
      const processes = await processesOf(pid);
      return {
        undo: [{ kind: "thaw", processes: [...processes] }],
        inject: () => {
          freeze(processes);
          return Promise.resolve(`${processes.length} processes frozen`);
        },
      };
    }
    case "thaw":
      return {
        undo: [],
        async inject() {
          if (pid !== null) await thaw(await processesOf(pid));
          return `${name} goes on`;
        },
      };
  }
}

/** The state of a stack that runs. @throws {CouldNotRun} when it is gone */
export async function stateIn(file: string): Promise<State> {
  const state = await readState(file);
  if (state !== undefined) return state;
  throw new CouldNotRun(`Cannot find the stack at ${file}: it has ended`);
}

/** The process of a part; null while it does not run. */
function pidOf(state: State, name: string): number | null {
  const part = name === "postgres"
    ? state.postgres
    : name === "redis"
    ? state.redis
    : state.services[name];
  if (part !== undefined && part.external !== true) return part.pid;
  throw new CouldNotRun(
    `Cannot touch ${name}: ` +
      (part === undefined
        ? "the stack has no such part"
        : "the stack uses a server that another program runs"),
  );
}

/** The workload behind a part; what is no cluster has none. */
export async function workloadOf(
  name: string,
  { target: { address } }: ActionContext,
): Promise<string> {
  if (address.kind !== "kubernetes") return `deployment/${name}`;
  const { connect, findWorkload } = await import(
    "../../adapters/kubernetes/api/mod.ts"
  );
  return await findWorkload(
    await connect(address.context),
    address.namespace,
    name,
  );
}

async function onKubernetes(
  { name, do: what }: PartProvider,
  context: ActionContext,
): Promise<Prepared> {
  const { prepareKubernetes } = await import("./kubernetes.ts");
  switch (what) {
    case "kill":
    case "restart":
      return await prepareKubernetes({
        type: "kubernetes",
        do: "delete_pods",
        selector: `app=${name}`,
        count: 1,
        ...what === "kill" ? { grace_s: 0 } : {},
      }, context);
    case "stop":
      return await prepareKubernetes({
        type: "kubernetes",
        do: "scale",
        workload: await workloadOf(name, context),
        replicas: 0,
      }, context);
    default:
      throw new CouldNotRun(
        `Cannot ${what} ${name} on Kubernetes: a pod has no such state; ` +
          "run this experiment on deno task dev or compose",
      );
  }
}
