/**
 * From what people asked for to a plan.
 * @module
 */

import { CouldNotRun, UsageError } from "../../../lib/cli/mod.ts";
import { biggestEvent } from "../scenario/biggest_event.ts";
import { type Expectation, parseExpectations } from "../result/expect.ts";
import { fileReason } from "../../../lib/files/mod.ts";
import type { ClosedLoad, OpenLoad, Plan } from "../engine/plan.ts";
import type { DesiredRun } from "./flags.ts";
import { type Scenario, stepsOf } from "../scenario/scenario.ts";
import { readText } from "../../../lib/files/mod.ts";

/** The parts of the process that it needs. */
export interface Around {
  readonly fetch: typeof fetch;
  /** A seed when none is given. */
  readonly newSeed: () => number;
}

/** The plan. @throws {UsageError} when two flags exclude each other */
export async function makePlan(
  desired: DesiredRun,
  scenario: Scenario,
  { fetch, newSeed }: Around,
): Promise<Plan> {
  if (desired.share >= desired.shares) {
    throw new UsageError(
      `Cannot run loadgen: --share must be below --shares ${desired.shares}, ` +
        `current value is ${desired.share}`,
    );
  }
  if (desired.shares > 1 && desired.seed === undefined) {
    throw new UsageError(
      "Cannot run loadgen: --shares needs --seed, the same for all of them",
    );
  }
  return {
    scenario: desired.scenario,
    url: desired.url,
    events: await eventsOf(desired, scenario, fetch),
    load: desired.users === undefined ? openLoad(desired) : closedLoad(desired),
    timeoutMs: desired.timeoutMs,
    seed: desired.seed ?? newSeed(),
  };
}

/** The events that are visited. */
export async function eventsOf(
  { event, url }: Pick<DesiredRun, "event" | "url">,
  { events }: Scenario,
  fetch: typeof globalThis.fetch,
): Promise<readonly number[]> {
  if (event !== undefined) return [event];
  return events === "biggest" ? [await biggestEvent(fetch, url)] : events;
}

function openLoad(desired: DesiredRun): OpenLoad {
  const { rps, durationMs, stages, arrivals, maxInFlight } = desired;
  return {
    kind: "open",
    stages: stages ?? [{ ms: durationMs, from: rps, to: rps }],
    arrivals,
    maxInFlight,
  };
}

function closedLoad(desired: DesiredRun): ClosedLoad {
  if (desired.stages !== undefined) {
    throw new UsageError(
      "Cannot run loadgen: --users is a closed model, --stages an open one; " +
        "choose one of them",
    );
  }
  const { users = 1, ramp, think, durationMs } = desired;
  return { kind: "closed", users, ramp, thinkMs: think, durationMs };
}

/**
 * All that is expected, by flags and file.
 * @throws {UsageError} when one is of a step that the scenario does not have
 * @throws {CouldNotRun} when the file cannot be read
 */
export async function expectationsOf(
  { expect, expectFile }: Pick<DesiredRun, "expect" | "expectFile">,
  scenario: Scenario,
): Promise<readonly Expectation[]> {
  const all = [...expect];
  if (expectFile !== undefined) all.push(...await readFile(expectFile));
  const names = [
    ...stepsOf(scenario).map(({ name }) => name),
    ...scenario.journeys.map(({ name }) => name),
  ];
  for (const { text, scope } of all) {
    if (scope === undefined || scope === "all" || names.includes(scope)) {
      continue;
    }
    throw new UsageError(
      `Cannot expect ${text}: ${scope} must be a step or journey of ` +
        `${scenario.name}: ${names.join(", ")}`,
    );
  }
  return all;
}

async function readFile(file: string): Promise<readonly Expectation[]> {
  try {
    const found = parseExpectations(await readText(file));
    if (found.length > 0) return found;
  } catch (error) {
    throw new CouldNotRun(`Cannot read ${file}: ${fileReason(error)}`);
  }
  throw new CouldNotRun(
    `Cannot use ${file}: it expects nothing; write a line such as pay.p95<300ms`,
  );
}
