/**
 * The method: actions and probes, one after the other, with their pauses.
 * @module
 */

import { CouldNotRun } from "../lib/cli/mod.ts";
import { prepare } from "./actions/prepare.ts";
import type { ActionContext } from "./model/action_context.ts";
import { timed } from "./check.ts";
import type { Activity } from "./model/experiment.ts";
import type { ActivityResult } from "./journal.ts";
import type { Ledger } from "./undo_log.ts";
import { ask, type ProbeContext } from "./probes/ask.ts";
import type { Undo } from "./model/undo.ts";

/** The actions that have been begun, finished or not. */
export interface Doing {
  readonly results: ActivityResult[];
  readonly undos: Undo[];
  /** The current action; it may end after an abort. */
  readonly pending: Set<Promise<unknown>>;
  /** Wall clock (ms), just before the first action. */
  injectedAt: number | undefined;
}

interface MethodOptions {
  readonly activities: readonly Activity[];
  readonly actions: ActionContext;
  readonly probes: ProbeContext;
  readonly ledger: Ledger;
  /** Aborted: no further step, no further pause. */
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
  /** Filled while it goes. */
  readonly doing: Doing;
}

/**
 * Does all steps.
 * @throws {CouldNotRun} when an action could not be done
 * @throws the signal's reason when it was aborted
 */
export async function doMethod(options: MethodOptions): Promise<void> {
  const { activities, signal, probes: { clock, speed } } = options;
  const behind: Promise<void>[] = [];
  try {
    for (const activity of activities) {
      await clock.sleep(activity.pauses.before * 1000 / speed, signal);
      const step = doStep(activity, options);
      if (activity.background) {
        step.catch(() => {}); // the one below reports it at the end
        behind.push(step);
      } else await step;
      await clock.sleep(activity.pauses.after * 1000 / speed, signal);
    }
  } finally {
    // Never undone while still being done.
    await Promise.allSettled(behind);
  }
  // An action that was not done proves nothing, even when no later step waited
  // for it.
  await Promise.all(behind);
}

async function doStep(
  activity: Activity,
  { actions, probes, ledger, signal, note, doing }: MethodOptions,
): Promise<void> {
  signal.throwIfAborted();
  const { found: _, ...result } = await timed(
    activity,
    probes.clock,
    async () => {
      if (activity.type === "probe") {
        return await ask(activity.provider, probes, signal);
      }
      const { undo, inject } = await prepare(activity.provider, actions);
      await ledger.note(undo);
      doing.undos.push(...undo);
      doing.injectedAt ??= probes.clock.now();
      const work = inject(signal);
      doing.pending.add(work);
      const isOver = (): void => void doing.pending.delete(work);
      work.then(isOver, isOver);
      const value = await untilAborted(work, signal);
      note(`${activity.name}: ${value}`);
      return { value };
    },
  );
  doing.results.push(result);
  if (result.status === "failed" && activity.type === "action") {
    signal.throwIfAborted();
    throw new CouldNotRun(`Cannot ${activity.name}: ${result.exception}`);
  }
}

/** An action that hangs must not keep the abort waiting. */
async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let leave = (): void => {};
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
  });
  try {
    return await Promise.race([work, left]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
