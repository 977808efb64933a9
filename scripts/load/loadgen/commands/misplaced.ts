/**
 * Fault variables that were set for the load generator. They belong to a service,
 * and here they change nothing.
 * @module
 */

import type { Host } from "../../../lib/cli/mod.ts";

/** The owner of the variables. */
const OWNERS: Readonly<Record<string, string>> = {
  PAYMENT_FAILURE_RATE: "payments",
  PAYMENT_LATENCY_MS: "payments",
  GATEWAY_FAULT_RATE: "gateway",
  GATEWAY_FAULT_LATENCY_MS: "gateway",
};

/** A sentence for each that is set, with the command that sets it in its place. */
export function misplacedFaults(env: Host["env"]): readonly string[] {
  return Object.entries(OWNERS).flatMap(([name, service]) => {
    const value = env(name);
    return value === undefined || value === "" ? [] : [
      `${name}=${value} changes nothing here, because ${service} reads it and not ` +
      `the load generator: deno task dev restart ${service} ${name}=${value}`,
    ];
  });
}
