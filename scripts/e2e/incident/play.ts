/**
 * One scenario from end to end: the page comes, cheats are refused, the
 * solution is accepted.
 * @module
 */

import { systemClock } from "../../../services/shared/mod.ts";
import { devTarget } from "../../chaos/targets/mod.ts";
import { type Load, runFiles, startLoad } from "../../chaos/mod.ts";
import { readState, type Stack } from "../../stack/local/mod.ts";
import { faultsClient } from "../../adapters/shop/mod.ts";
import { until } from "../../lib/wait/mod.ts";
import {
  type Firing,
  type Incident,
  type Result,
  type Scenario,
  startIncident,
} from "../../chaos/incident/mod.ts";
import { revealedBy } from "./revealed.ts";
import { doStep } from "./solve.ts";

/** How it went. */
export interface Played {
  readonly scenario: Scenario;
  /** Names of the symptoms of the first page. */
  readonly symptoms: readonly string[];
  /** Cheats that were tried, each refused or not. */
  readonly cheats: readonly {
    readonly name: string;
    readonly isRefused: boolean;
  }[];
  readonly result: Result;
  /** The broken rules, in words. */
  readonly wrong: readonly string[];
}

/** Visits a second. */
const RPS = 20;

/** Longest wait for a page (ms). */
const PAGE_MS = 30_000;

/** Least cheats that each scenario must refuse. */
const MIN_CHEATS = 2;

/** Plays a scenario on a stack that is well and has no load. */
export async function playScenario(
  stack: Stack,
  scenario: Scenario,
  folder: string,
): Promise<Played> {
  let load = callCustomers(stack);
  let hasVisitors = true;
  let page: readonly Firing[] = [];
  const id = crypto.randomUUID();
  const ownerSeed = Number.parseInt(id.slice(0, 8), 16);
  const wrong: string[] = [];
  const cheats: Played["cheats"][number][] = [];
  const incident = await startIncident({
    scenario,
    target: await devTarget(stack.paths.state, fetch),
    clock: systemClock,
    fetch,
    id,
    ownerSeed,
    files: runFiles(`${folder}/${id}`),
    hasVisitors: () => hasVisitors,
    startGuard: () =>
      Promise.resolve({ pid: 0, release: () => Promise.resolve() }),
    onPage: (firing) => page = firing,
  });
  try {
    await until(
      "the page comes",
      () => Promise.resolve(page.length > 0),
      PAGE_MS,
    ).catch(() => wrong.push(`no page within ${PAGE_MS / 1000} s`));
    wrong.push(...await revealedBy(stack));
    await cheat();
    if (incident.answer({ service: "notifications", mechanism: "crash" })) {
      wrong.push("a wrong diagnosis was taken");
    }
    if (!incident.answer(scenario)) wrong.push("the right one was not taken");
    for (const step of scenario.solve) await doStep(stack, step, id);
    await sendHome();
    const { isOver, reasons } = await incident.mitigated();
    if (!isOver) wrong.push(`the solution was refused: ${reasons.join("; ")}`);
  } finally {
    await load.stop();
  }
  const result = await incident.close();
  if (cheats.length < MIN_CHEATS) wrong.push("too few cheats were tried");
  for (const { name, isRefused } of cheats) {
    if (!isRefused) wrong.push(`accepted: ${name}`);
  }
  if (result.collateral.length > 0) {
    wrong.push(`touched besides: ${result.collateral.join(", ")}`);
  }
  return {
    scenario,
    symptoms: page.map(({ name }) => name),
    cheats,
    result,
    wrong,
  };

  async function claim(name: string): Promise<void> {
    const { isOver } = await incident.mitigated();
    cheats.push({ name, isRefused: !isOver });
  }

  /** At the end: customers do not come into a shop that is closed. */
  async function sendHome(): Promise<void> {
    hasVisitors = false;
    await load.stop();
    await claim("the customers were sent home");
    load = callCustomers(stack);
    hasVisitors = true;
  }

  async function cheat(): Promise<void> {
    const { service, do: { type } } = scenario;
    if (type === "fault") {
      incident.silence();
      await claim("the page was silenced, and nothing done");
      await claimWithoutFault(stack, service, ownerSeed, claim);
    } else if (stack.pid(service) !== undefined) {
      await claimWithoutRepair(incident, stack, scenario, claim);
    } else {
      incident.silence();
      await claim("the page was silenced, and nothing done");
    }
  }
}

/** `DELETE /faults`, and then set again, so that there is still something. */
async function claimWithoutFault(
  stack: Stack,
  service: string,
  seed: number,
  claim: (name: string) => Promise<void>,
): Promise<void> {
  const token = (await readState(stack.paths.state))?.faultsToken ?? "";
  const url = stack.urls[service] ?? "";
  // Only a cheat that knows the seed can switch it off at all.
  const client = faultsClient({ url, token, fetch, seed });
  const { faults } = await client.read();
  await client.clear();
  await claim("the simulation was switched off");
  for (const { source: _, seconds_left: _left, ...fault } of faults) {
    await client.add({ ...fault, ttl_s: fault.ttl_s ?? 60 });
  }
}

async function claimWithoutRepair(
  incident: Incident,
  stack: Stack,
  { service, do: { type } }: Scenario,
  claim: (name: string) => Promise<void>,
): Promise<void> {
  incident.silence();
  await claim("the page was silenced, and nothing done");
  // Only what a restart with other variables brings back again.
  if (type !== "environment") return;
  await stack.stop(service);
  await claim("the broken part was taken away");
}

function callCustomers(stack: Stack): Load {
  return startLoad({
    url: stack.urls.gateway ?? "",
    rps: RPS,
    seconds: 240,
  });
}
