/**
 * Packets to one part, lost or late, by this machine's kernel. Only packets to
 * that part's port are touched, and every rule carries the run's name.
 * @module
 */

import { runProgram } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { ActionContext, Prepared } from "../model/action_context.ts";
import { stateIn } from "./part.ts";
import type { ActionOf } from "../model/action_providers.ts";
import type { Undo } from "../model/undo.ts";
import { type Line, networkPlan } from "./network_plan.ts";

type NetworkProvider = ActionOf<"network">;

/** @throws {CouldNotRun} when this kernel or this user cannot do it */
export async function prepareNetwork(
  provider: NetworkProvider,
  context: ActionContext,
): Promise<Prepared> {
  const port = await portOf(provider.name, context);
  const plan = networkPlan(provider, port, context.runId);
  await allowed(plan.trial, plan.what);
  return {
    undo: plan.undo.map(command),
    async inject() {
      for (const line of plan.lines) await must(line);
      return `${provider.do} of packets to port ${port}`;
    },
  };
}

async function allowed(
  [program, ...args]: Line,
  what: string,
): Promise<void> {
  const { code, stderr } = await runProgram(program, args);
  if (code === 0) return;
  throw new CouldNotRun(
    `Cannot make ${what}: ${[program, ...args].join(" ")} says ` +
      `"${stderr.split("\n")[0]}"; it needs Linux with iptables and ` +
      "sch_netem, and root",
  );
}

async function must([program, ...args]: Line): Promise<void> {
  const { code, stderr } = await runProgram(program, args);
  if (code === 0) return;
  throw new CouldNotRun(
    `${[program, ...args].join(" ")} ended with ${code}: ${stderr}`,
  );
}

/** It fails when the rule is not there, which is what is wanted. */
function command([program, ...args]: Line): Undo {
  return { kind: "command", program, args, may_fail: true };
}

async function portOf(
  name: string,
  { target }: ActionContext,
): Promise<number> {
  const { address, urls } = target;
  let url = urls[name];
  if (address.kind === "dev") {
    const state = await stateIn(address.state);
    if (name === "postgres") url = state.postgres?.url;
    if (name === "redis") url = state.redis?.url;
  }
  const port = url === undefined ? NaN : Number(new URL(url).port);
  if (port > 0) return port;
  throw new CouldNotRun(
    `Cannot touch the network of ${name}: its port is not known on ` +
      `${target.kind}`,
  );
}
