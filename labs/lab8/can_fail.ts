/**
 * Whether a hypothesis can be wrong: a tolerance that allows whatever an outage
 * does proves nothing, and its run never ends early.
 * @module
 */

import { type Experiment, tolerates } from "../../scripts/chaos/mod.ts";

type Probe = Experiment["steady-state-hypothesis"]["probes"][number];

/**
 * The effect of an outage on a probe: errors, no answer in time, all or
 * nothing.
 */
const OUTAGES = [0, 1, 60, 503, 1e9].map((value) => ({
  value,
  answer: { status: value === 503 ? 503 : 200, ms: 60_000, body: "" },
}));

/** True when a probe looks while the fault is on, and some outage breaks it. */
export function canFail(
  { "steady-state-hypothesis": { probes } }: Experiment,
): boolean {
  return probes.some((probe) =>
    probe.quickticket.when.includes("during") && isBreakable(probe)
  );
}

function isBreakable({ tolerance, provider }: Probe): boolean {
  const found = provider.type === "metrics" && provider.measure === "ratio"
    ? OUTAGES.filter(({ value }) => value <= 1)
    : provider.type === "http"
    ? OUTAGES.filter(({ value }) => value === 503)
    : OUTAGES;
  return found.some((one) => !tolerates(tolerance, one));
}
