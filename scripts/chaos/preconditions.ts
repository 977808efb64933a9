/**
 * Whether an experiment may begin: everything that it does can be done, no
 * other user's fault is on, there are visitors, and the hypothesis holds.
 * @module
 */

import { faultsClient } from "../adapters/shop/mod.ts";
import { CouldNotRun } from "../lib/cli/mod.ts";
import { poll } from "../lib/wait/mod.ts";
import { prepare } from "./actions/prepare.ts";
import { firstBroken } from "./check.ts";
import type { Draft } from "./journal_builder.ts";
import { windowOf } from "./probes/ask.ts";
import type { RunOptions } from "./run_options.ts";
import { untilSteady } from "./steady_state.ts";
import { trafficNow } from "./probes/traffic.ts";

/** How long a system may take to show that it is steady (ms). */
const TIMEOUT_MS = 6000;

/** Good checks in a row that are believed. */
const CHECKS = 2;

/** @throws {CouldNotRun} saying what is in the way */
export async function requireReady(
  options: RunOptions,
  draft: Draft,
): Promise<void> {
  const { experiment, actions, probes, signal, note } = options;
  requireTarget(options);
  for (
    const { type, provider } of [
      ...experiment.method,
      ...experiment.rollbacks,
    ]
  ) {
    if (type === "action") await prepare(provider, actions);
  }
  await requireNoFault(options);

  note("looking whether the system is steady");
  // First: without visitors most probes have nothing to measure.
  await requireVisitors(options, draft);
  const windows = experiment["steady-state-hypothesis"].probes.map((probe) =>
    probe.provider.type === "metrics"
      ? windowOf(probe.provider.window, probes.speed)
      : 0
  );
  const { state, since } = await untilSteady({
    probes: experiment["steady-state-hypothesis"].probes,
    phase: "before",
    context: probes,
    signal,
    withinMs: Math.max(...windows) + TIMEOUT_MS,
    everyMs: experiment.quickticket.frequency_s * 1000 / probes.speed,
    checks: CHECKS,
  });
  draft.before = state;
  // Of those who have just come the first figure tells too little.
  draft.requestsPerSecond = await trafficNow(probes, signal);
  signal.throwIfAborted();
  if (since === undefined) {
    throw new CouldNotRun(
      "Cannot begin: the system is not steady before anything was done to " +
        `it: ${firstBroken(state)}`,
    );
  }
}

/** Customers who were just called may need a moment. */
async function requireVisitors(
  { experiment, probes, signal }: RunOptions,
  draft: Draft,
): Promise<void> {
  const { minimum_rps } = experiment.quickticket.traffic;
  const enough = await poll(async () => {
    draft.requestsPerSecond = await trafficNow(probes, signal);
    return (draft.requestsPerSecond ?? -1) >= minimum_rps;
  }, { clock: probes.clock, withinMs: TIMEOUT_MS, everyMs: 200, signal });
  signal.throwIfAborted();
  if (enough) return;
  throw new CouldNotRun(
    `Cannot begin: requests a second at the gateway must be at least ` +
      `${minimum_rps}, current value is ` +
      `${draft.requestsPerSecond?.toFixed(1) ?? "unknown"}; without visitors ` +
      "nothing would be proved: add --load, or start deno task loadgen",
  );
}

function requireTarget({ experiment, actions: { target } }: RunOptions): void {
  const { targets } = experiment.quickticket;
  if (targets.includes(target.kind)) return;
  throw new CouldNotRun(
    `Cannot run on ${target.kind}: this experiment is for ` +
      targets.join(", "),
  );
}

/** A system that another experiment is breaking has no steady state. */
async function requireNoFault(
  { actions: { target, fetch } }: RunOptions,
): Promise<void> {
  const { faultsToken: token, address } = target;
  if (address.kind === "kubernetes") {
    const { faultInCluster } = await import("./targets/kubernetes_faults.ts");
    const words = await faultInCluster(address, Object.keys(target.urls));
    if (words !== undefined) throw new CouldNotRun(`Cannot begin: ${words}`);
  }
  if (token === undefined) return;
  for (const [service, url] of Object.entries(target.urls)) {
    const view = await faultsClient({ url, token, fetch }).read()
      .catch(() => undefined); // what does not answer is a probe's business
    const [fault] = view?.faults ?? [];
    if (fault === undefined) continue;
    throw new CouldNotRun(
      `Cannot begin: ${service} has the fault ${fault.kind} already ` +
        (fault.source === "env"
          ? "by its environment"
          : `for ${fault.seconds_left} s more`) +
        "; end it first",
    );
  }
}
