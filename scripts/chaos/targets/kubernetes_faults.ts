/**
 * Whether a cluster is as it should be before an experiment: no fault in the
 * variables of its services, and no other user's experiment.
 * @module
 */

import {
  connect,
  faultIn,
  findWorkload,
  readWorkload,
} from "../../adapters/kubernetes/api/mod.ts";
import type { Address } from "../model/target.ts";

/** The obstacle, in words; undefined: there is no obstacle. */
export async function faultInCluster(
  { context, namespace }: Extract<Address, { kind: "kubernetes" }>,
  services: readonly string[],
): Promise<string | undefined> {
  const cluster = await connect(context);
  for (const service of services) {
    const name = await findWorkload(cluster, namespace, service)
      .catch(() => undefined); // what is not there is a probe's business
    if (name === undefined) continue;
    const words = faultIn(await readWorkload(cluster, namespace, name));
    if (words !== undefined) return `${name} ${words}`;
  }
  return undefined;
}
