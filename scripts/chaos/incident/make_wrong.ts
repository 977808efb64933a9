/**
 * Makes something wrong with the shop: written down first, guarded, and undone
 * again when it does not come to it.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { prepare } from "../actions/prepare.ts";
import type { Guard } from "../guard.ts";
import type { Target } from "../model/target.ts";
import type { Undo } from "../model/undo.ts";
import { undoAll } from "../undo_all.ts";
import { type Ledger, openLedger, type RunFiles } from "../undo_log.ts";
import type { Baseline } from "./baseline.ts";
import { type Pids, pidsOf } from "./observations.ts";
import type { Scenario } from "./scenario.ts";

/** Longest life of an incident (s). */
export const MAX_S = 3600;

/** The dependencies of breaking something. */
export interface WrongOptions {
  readonly scenario: Scenario;
  readonly target: Target;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly id: string;
  /** Marks its faults. */
  readonly ownerSeed: number;
  readonly files: RunFiles;
  readonly startGuard: (files: RunFiles) => Promise<Guard>;
}

/** The faults that were set. */
export interface Wrong {
  /** On the monotonic clock (ms). */
  readonly startedAt: number;
  /** How it is undone, as it was written down before it was done. */
  readonly undos: readonly Undo[];
  /** Processes before it, and just after. */
  readonly before: Pids;
  readonly after: Pids;
  undo(): Promise<void>;
}

/** How long what cannot be undone is tried (ms). */
const INSIST_MS = 30_000;

/** Makes it wrong, guarded; what cannot be made wrong leaves nothing behind. */
export async function makeWrong(
  { scenario, target, clock, fetch, files, ...options }: WrongOptions,
  baseline: Pick<Baseline, "state">,
): Promise<Wrong> {
  const { undo: undos, inject } = await prepare(scenario.do, {
    target,
    fetch,
    clock,
    runId: options.id,
    ownerSeed: options.ownerSeed,
    ttlS: MAX_S,
    namespace: undefined,
    isExercise: true,
  });
  const guard = await options.startGuard(files);
  const undo = async (): Promise<void> => {
    await undoAll(undos, { clock, fetch, withinMs: INSIST_MS });
    await ledger?.close("the incident itself");
    await guard.release();
  };
  let ledger: Ledger | undefined;
  try {
    ledger = await openLedger(files, { id: options.id, title: "incident" });
    await ledger.note(undos);
    const before = pidsOf(await baseline.state());
    const startedAt = clock.monotonic();
    await inject(new AbortController().signal);
    const after = pidsOf(await baseline.state());
    return { startedAt, undos, before, after, undo };
  } catch (error) {
    await undo();
    throw error;
  }
}
