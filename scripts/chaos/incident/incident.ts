/**
 * An incident: the program breaks something, then pages the student, who
 * diagnoses, repairs, and says so; the system itself says whether that is true.
 * @module
 */

import { faultsClient } from "../../adapters/shop/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Firing } from "./alerts.ts";
import { askIfOver, type Verdict } from "./ask_if_over.ts";
import { type Baseline, startBaseline } from "./baseline.ts";
import {
  makeWrong,
  MAX_S,
  type Wrong,
  type WrongOptions,
} from "./make_wrong.ts";
import { pidsOf, touchedBeside } from "./observations.ts";
import type { Facts } from "./resolved.ts";
import { createResponse, type Diagnosis } from "./response.ts";
import { type Score, scoreOf } from "./score.ts";

/** The dependencies of an incident. */
export interface IncidentOptions extends WrongOptions {
  /** Whether its visitors are still there. */
  readonly hasVisitors: () => boolean;
  /** Called with each page, as it would wake the on-call engineer. */
  readonly onPage: (firing: readonly Firing[]) => void;
}

/** How it was handled. Times are seconds from the moment it went wrong. */
export interface Result {
  readonly id: string;
  readonly service: string;
  readonly mechanism: string;
  readonly pagedAt: number | undefined;
  readonly diagnosedAt: number | undefined;
  readonly mitigatedAt: number | undefined;
  readonly wrongAnswers: number;
  readonly hints: number;
  readonly falseAlarms: number;
  readonly collateral: readonly string[];
  /** Answers 5xx that customers got. */
  readonly failedRequests: number;
  readonly score: Score;
}

/** An incident that is on. */
export interface Incident {
  /** Symptoms that are there now. */
  firing(): readonly Firing[];
  /** Whether a diagnosis is right. */
  answer(diagnosis: Diagnosis): boolean;
  /** The next hint; undefined: there is none left. */
  hint(): string | undefined;
  /** No more pages. It changes nothing else. */
  silence(): void;
  /** Says that it is over; the system is asked whether that is true. */
  mitigated(): Promise<Verdict>;
  /** Undoes what is left of it. */
  close(): Promise<Result>;
}

/**
 * Waits until the shop is as usual, and makes something wrong.
 * @throws {CouldNotRun} when it is not as usual, or it cannot be made wrong
 */
export async function startIncident(
  options: IncidentOptions,
): Promise<Incident> {
  const { scenario, target, clock } = options;
  if (target.address.kind !== "dev") {
    throw new CouldNotRun("Cannot start an incident: it needs deno task dev");
  }
  const stateFile = target.address.state;
  const baseline = await startBaseline({ target, clock, stateFile });
  let wrong: Wrong;
  try {
    wrong = await makeWrong(options, baseline);
  } catch (error) {
    await baseline.stop();
    throw error;
  }
  const { startedAt } = wrong;
  const response = createResponse({
    scenario,
    since: () => (clock.monotonic() - startedAt) / 1000,
    onPage: options.onPage,
  });
  baseline.keepDoing(() => response.look(baseline.firing()));

  async function look(): Promise<Facts> {
    return {
      ...await baseline.seen(),
      hasPaged: response.hasPaged,
      hasVisitors: options.hasVisitors(),
      isSwitchedOff: await isSwitchedOff(options, baseline, wrong),
    };
  }

  return {
    firing: baseline.firing,
    answer: response.answer,
    hint: response.hint,
    silence: response.silence,
    async mitigated() {
      const verdict = await askIfOver(look, clock);
      response.claim(verdict.isOver);
      return verdict;
    },
    async close() {
      const failedRequests = baseline.failedSince(startedAt);
      const after = pidsOf(await baseline.state());
      await baseline.stop();
      await wrong.undo();
      const handled = {
        ...response.handled(),
        collateral: touchedBeside(scenario.service, wrong.before, after),
      };
      return {
        id: options.id,
        service: scenario.service,
        mechanism: scenario.mechanism,
        ...handled,
        failedRequests: Math.round(failedRequests),
        score: scoreOf(handled),
      };
    },
  };
}

/** The process that had the fault is the same, and has it no more. */
async function isSwitchedOff(
  { clock, fetch }: IncidentOptions,
  baseline: Baseline,
  { undos: [fault], after, startedAt }: Wrong,
): Promise<boolean> {
  const isOld = clock.monotonic() - startedAt > MAX_S * 1000;
  if (fault?.kind !== "fault" || isOld) return false;
  const { service, url, token, seed } = fault;
  const now = pidsOf(await baseline.state());
  if (now[service] !== after[service]) return false;
  const view = await faultsClient({ url, token, fetch, seed }).read()
    .catch(() => undefined);
  return view !== undefined && !view.faults.some((one) => one.seed === seed);
}
