/**
 * Whether a cluster is as it should be before an experiment: no fault in the
 * variables of its services, and nobody else's experiment.
 * @module
 */

import { connect } from "./kubernetes_client.ts";
import {
  findWorkload,
  OWNER,
  readWorkload,
  type Workload,
} from "./kubernetes_workload.ts";
import type { Address } from "./target.ts";

/** Variables that make a service fail or slow when they are not 0. */
const FAULTS =
  /^(PAYMENT_FAILURE_RATE|PAYMENT_LATENCY_MS|GATEWAY_FAULT_RATE|GATEWAY_FAULT_LATENCY_MS|NOTIFY_FAILURE_RATE|NOTIFY_LATENCY_MS)$/;

/** What is in the way, in words; undefined: nothing. */
export async function faultInCluster(
  { context, namespace }: Extract<Address, { kind: "kubernetes" }>,
  services: readonly string[],
): Promise<string | undefined> {
  const cluster = connect(context);
  for (const service of services) {
    const name = await findWorkload(cluster, namespace, service)
      .catch(() => undefined); // what is not there is a probe's business
    if (name === undefined) continue;
    const words = faultIn(await readWorkload(cluster, namespace, name));
    if (words !== undefined) return `${name} ${words}`;
  }
  return undefined;
}

/** The fault of one workload, in words; undefined: none. */
export function faultIn({ metadata, spec }: Workload): string | undefined {
  const owner = metadata.annotations[OWNER];
  if (owner !== undefined) {
    return `is in the experiment ${owner}; end it: deno task chaos abort`;
  }
  const [first] = spec.template.spec.containers;
  const fault = first?.env.find(({ name, value }) =>
    FAULTS.test(name) && Number(value ?? 0) !== 0
  );
  return fault === undefined
    ? undefined
    : `has the fault ${fault.name}=${fault.value} by its environment`;
}
