/**
 * What a person could read instead of finding it: the page and the metrics show
 * symptoms, and never the fault that an exercise has set.
 * @module
 */

import { faultsClient } from "../../adapters/shop/mod.ts";
import { readOptional } from "../../lib/files/mod.ts";
import { readState, type Stack } from "../../stack/local/mod.ts";

/** Lines that name a fault in force, in words; none is good. */
export async function revealedBy(stack: Stack): Promise<readonly string[]> {
  const state = await readState(stack.paths.state);
  const token = state?.faultsToken ?? "";
  const found: string[] = [];
  for (const [service, url] of Object.entries(stack.urls)) {
    // Where a service is down or slow, there is nothing to read either.
    const signal = AbortSignal.timeout(3000);
    const text = await fetch(`${url}/metrics`, { signal })
      .then((answer) => answer.text(), () => "");
    for (
      const [line] of text.matchAll(/^\w+_faults_active\{.*\} [1-9]\d*$/gm)
    ) {
      found.push(`/metrics of ${service} reveals ${line}`);
    }
    const { faults } = await faultsClient({ url, token, fetch }).read()
      .catch(() => ({ faults: [] }));
    for (const { kind } of faults) {
      found.push(`/faults of ${service} reveals ${kind}`);
    }
    const log = state?.services[service]?.log ?? "";
    for (
      const [line] of (await readOptional(log) ?? "").matchAll(/.*"Fault .*/g)
    ) {
      found.push(`the log of ${service} reveals ${line}`);
    }
  }
  return found;
}
