/**
 * An incident: something is made wrong, somebody is paged, diagnoses, repairs,
 * and says so; the system itself says whether that is true.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { prepare } from "../actions/prepare.ts";
import type { ActionContext } from "../action_context.ts";
import type { Guard } from "../guard.ts";
import { openLedger, type RunFiles } from "../undo_log.ts";
import type { Target } from "../target.ts";
import { undoAll } from "../undo_all.ts";
import { faultsClient } from "../../adapters/shop/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Firing } from "./alerts.ts";
import { type Pids, pidsOf } from "./observations.ts";
import { reasonsNotOver } from "./resolved.ts";
import { LOOK_MS, startBaseline } from "./baseline.ts";
import { isRight, type Scenario } from "./scenario.ts";
import { type Score, scoreOf } from "./score.ts";

/** Longest life of an incident (s). */
export const MAX_S = 3600;

/** What an incident needs. */
export interface IncidentOptions {
  readonly scenario: Scenario;
  readonly target: Target;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly id: string;
  /** Marks its faults. */
  readonly ownerSeed: number;
  readonly files: RunFiles;
  /** Whether its visitors are still there. */
  readonly hasVisitors: () => boolean;
  readonly startGuard: (files: RunFiles) => Promise<Guard>;
  /** Told of each page, as it would wake somebody up. */
  readonly onPage: (firing: readonly Firing[]) => void;
}

/** What the shop says to "it is over". */
export interface Verdict {
  readonly isOver: boolean;
  /** Why it is not. */
  readonly reasons: readonly string[];
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
  answer(words: {
    readonly service: string;
    readonly mechanism: string;
  }): boolean;
  /** The next hint; undefined: there is none left. */
  hint(): string | undefined;
  /** No more pages. It changes nothing else. */
  silence(): void;
  /** Says that it is over; the system is asked whether that is true. */
  mitigated(): Promise<Verdict>;
  /** Undoes what is left of it. */
  close(): Promise<Result>;
}

/** How long symptoms may take to fade after a repair (ms). */
const FADE_MS = 20_000;

/** Good looks in a row that are believed. */
const GOOD = 3;

/**
 * Waits until the shop is as usual, and makes something wrong.
 * @throws {CouldNotRun} when it is not as usual, or it cannot be made wrong
 */
export async function startIncident(
  options: IncidentOptions,
): Promise<Incident> {
  const { scenario, target, clock, fetch, files } = options;
  if (target.address.kind !== "dev") {
    throw new CouldNotRun("Cannot start an incident: it needs deno task dev");
  }
  const stateFile = target.address.state;
  const baseline = await startBaseline({ target, clock, stateFile });
  const context: ActionContext = {
    target,
    fetch,
    clock,
    runId: options.id,
    ownerSeed: options.ownerSeed,
    ttlS: MAX_S,
    namespace: undefined,
  };
  const { undo, inject } = await prepare(scenario.do, context)
    .catch(async (error) => {
      await baseline.stop();
      throw error;
    });
  const guard = await options.startGuard(files);
  const ledger = await openLedger(files, { id: options.id, title: "incident" });
  await ledger.note(undo);
  const pids = pidsOf(await baseline.state());
  const startedAt = clock.monotonic();
  await inject(new AbortController().signal);
  const injectedPids = pidsOf(await baseline.state());

  let isSilent = false;
  let pagedAt: number | undefined;
  let diagnosedAt: number | undefined;
  let mitigatedAt: number | undefined;
  let quietSince: number | undefined;
  let [wrongAnswers, hints, falseAlarms] = [0, 0, 0];
  baseline.keepDoing(watchSymptoms);

  function since(): number {
    return (clock.monotonic() - startedAt) / 1000;
  }

  function watchSymptoms(): void {
    const now = baseline.firing();
    if (now.length === 0) quietSince ??= since();
    else quietSince = undefined;
    if (now.length > 0 && pagedAt === undefined) {
      pagedAt = since();
      if (!isSilent) options.onPage(now);
    }
  }

  /** The process that had the fault is the same, and has it no more. */
  async function isSwitchedOff(): Promise<boolean> {
    const [fault] = undo;
    if (fault?.kind !== "fault" || since() > MAX_S) return false;
    const { service, url, token, seed } = fault;
    if (pidsOf(await baseline.state())[service] !== injectedPids[service]) {
      return false;
    }
    const view = await faultsClient({ url, token, fetch }).read()
      .catch(() => undefined);
    return view !== undefined && !view.faults.some((one) => one.seed === seed);
  }

  async function judged(): Promise<Verdict> {
    const deadline = clock.monotonic() + FADE_MS;
    let good = 0;
    for (;;) {
      const found = {
        ...await baseline.seen(),
        hasVisitors: options.hasVisitors(),
        isSwitchedOff: await isSwitchedOff(),
      };
      const reasons = reasonsNotOver(found);
      good = reasons.length === 0 ? good + 1 : 0;
      if (good >= GOOD) return { isOver: true, reasons: [] };
      // Time heals symptoms; it does not bring back a part or visitors.
      const isHopeless = found.missing.length > 0 || !found.hasVisitors ||
        found.isSwitchedOff;
      if (isHopeless || (good === 0 && clock.monotonic() > deadline)) {
        return { isOver: false, reasons };
      }
      await clock.sleep(LOOK_MS);
    }
  }

  return {
    firing: baseline.firing,
    answer(words) {
      const right = isRight(scenario, words);
      if (right) diagnosedAt ??= since();
      else wrongAnswers++;
      return right;
    },
    hint() {
      const text = scenario.hints[hints];
      if (text !== undefined) hints++;
      return text;
    },
    silence() {
      isSilent = true;
    },
    async mitigated() {
      const verdict = await judged();
      if (verdict.isOver) mitigatedAt ??= quietSince ?? since();
      else falseAlarms++;
      return verdict;
    },
    async close() {
      const failedRequests = baseline.failedSince(startedAt);
      const collateral = touched(
        pids,
        pidsOf(await baseline.state()),
        scenario,
      );
      await baseline.stop();
      await undoAll(undo, { clock, fetch, withinMs: 30_000 });
      await ledger.close("the incident itself");
      await guard.release();
      const handled = {
        pagedAt,
        diagnosedAt,
        mitigatedAt,
        wrongAnswers,
        hints,
        falseAlarms,
        collateral,
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

/** Parts beside the broken one whose process is another one now. */
function touched(
  before: Pids,
  after: Pids,
  { service }: Scenario,
): readonly string[] {
  return Object.keys(before).filter((name) =>
    name !== service && before[name] !== after[name]
  );
}
