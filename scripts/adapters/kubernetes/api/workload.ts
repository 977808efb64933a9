/**
 * Reads the state of a workload from its object. Apart from the cluster's
 * client, so that it can be checked without a cluster.
 * @module
 */

import type { Workload } from "../workload_schema.ts";

/** The annotation of an object that an experiment has changed. */
export const OWNER = "quickticket.dev/chaos-run";

/** Variables that make a service fail or slow when they are not 0. */
const FAULTS =
  /^(PAYMENT_FAILURE_RATE|PAYMENT_LATENCY_MS|GATEWAY_FAULT_RATE|GATEWAY_FAULT_LATENCY_MS|NOTIFY_FAILURE_RATE|NOTIFY_LATENCY_MS)$/;

/** The values that variables have now; null: there is none of that name. */
export function variablesOf(
  { spec }: Workload,
  names: readonly string[],
): Readonly<Record<string, string | null>> {
  const [first] = spec.template.spec.containers;
  return Object.fromEntries(names.map((name) => {
    const one = first?.env.find((env) => env.name === name);
    return [name, one?.value ?? null];
  }));
}

/**
 * Those of the variables whose value comes from a Secret, a ConfigMap or the pod
 * itself: it is not in the object, and cannot be put back as a text.
 */
export function takenFromElsewhere(
  { spec }: Workload,
  names: readonly string[],
): readonly string[] {
  const [first] = spec.template.spec.containers;
  return names.filter((name) =>
    first?.env.some((one) => one.name === name && one.valueFrom !== undefined)
  );
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

/** The part that is not yet in the desired state; undefined: all of it is. */
export function unsettled(
  { kind, metadata, spec, status }: Workload,
): string | undefined {
  if (status.observedGeneration < metadata.generation) {
    return "its controller has not looked yet";
  }
  const { replicas, updatedReplicas, availableReplicas } = status;
  const counts = `${replicas} pods, ${updatedReplicas} of them new, ` +
    `${availableReplicas} available of ${spec.replicas}`;
  // A canary stops on its way: its first pod has the change.
  const isCanary = kind === "Rollout" && spec.replicas > 0;
  const isNew = isCanary
    ? updatedReplicas > 0
    : updatedReplicas === spec.replicas && replicas === spec.replicas;
  return isNew && availableReplicas >= spec.replicas ? undefined : counts;
}
