/**
 * Faults that services have in themselves. Each has an end (`ttl_s`), so that
 * it also goes away after the runner and its guard have died.
 * @module
 */

import { type FaultsClient, faultsClient } from "../../adapters/shop/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { ActionContext, Prepared } from "../model/action_context.ts";
import { workloadOf } from "./part.ts";
import type { ActionOf } from "../model/action_providers.ts";
import { variablesOf } from "../model/fault_variables.ts";
import { wordsOf } from "../../lib/text/mod.ts";

/** Checks that the service has such a fault, and no other user has set it. */
export async function prepareFault(
  provider: ActionOf<"fault">,
  context: ActionContext,
): Promise<Prepared> {
  const { service, fault } = provider;
  const { target, fetch, ownerSeed, ttlS, isExercise = false } = context;
  if (target.kind === "kubernetes") return await asVariables(provider, context);
  const url = target.urls[service];
  if (url === undefined) {
    throw new CouldNotRun(`Cannot set a fault: there is no service ${service}`);
  }
  const token = target.faultsToken;
  if (token === undefined) {
    throw new CouldNotRun(
      `Cannot set a fault in ${service}: its FAULTS_TOKEN is not known; ` +
        "set FAULTS_TOKEN for the services and for this tool",
    );
  }
  const seed = typeof fault.seed === "number" ? fault.seed : ownerSeed;
  const client = faultsClient({ url, token, fetch, seed });
  await refuseForeign(client, service, fault.kind);
  const ttl_s = Math.max(1, Math.min(fault.ttl_s ?? ttlS, ttlS));
  return {
    undo: [{
      kind: "fault",
      service,
      url,
      token,
      fault: fault.kind,
      seed,
      ...target.address.kind === "dev" ? { state: target.address.state } : {},
    }],
    async inject() {
      const hidden = isExercise ? { unannounced: true } : {};
      await client.add({ ...fault, ...hidden, seed, ttl_s });
      return `${fault.kind} in ${service} for at most ${ttl_s} s`;
    },
  };
}

async function refuseForeign(
  client: FaultsClient,
  service: string,
  kind: string,
): Promise<void> {
  const { kinds, faults } = await client.read().catch((error) => {
    throw new CouldNotRun(
      `Cannot set a fault in ${service}: ${wordsOf(error)}`,
    );
  });
  if (!kinds.includes(kind)) {
    throw new CouldNotRun(
      `Cannot set the fault ${kind}: ${service} has ${kinds.join(", ")}`,
    );
  }
  const foreign = faults.find((one) =>
    one.kind === kind && one.source === "runtime"
  );
  if (foreign !== undefined) {
    throw new CouldNotRun(
      `Cannot set the fault ${kind}: ${service} has one already, for ` +
        `${foreign.seconds_left} s more; end it first`,
    );
  }
}

/** Pods are many and out of reach: there a fault is a variable of its service. */
async function asVariables(
  { service, fault }: ActionOf<"fault">,
  context: ActionContext,
): Promise<Prepared> {
  const variables = variablesOf(service, fault);
  if (variables === undefined) {
    throw new CouldNotRun(
      `Cannot set the fault ${fault.kind} on Kubernetes: ${service} has no ` +
        "variable for it; run this experiment on deno task dev",
    );
  }
  const { prepareKubernetes } = await import("./kubernetes.ts");
  return await prepareKubernetes({
    type: "kubernetes",
    do: "set_env",
    workload: await workloadOf(service, context),
    variables,
  }, context);
}
