/**
 * The end of what was done: faults off, parts back, then what the file says
 * under rollbacks.
 * @module
 */

import { prepare } from "./actions/prepare.ts";
import { timed, timeText } from "./check.ts";
import type { Draft } from "./journal_builder.ts";
import type { ActivityResult } from "./journal.ts";
import type { Ledger } from "./undo_log.ts";
import type { Doing } from "./method.ts";
import type { RunOptions } from "./run_options.ts";
import { undoAll, type Undone } from "./undo_all.ts";
import { undoText } from "./undo_one.ts";

/** How long what cannot be undone is tried (ms). */
const INSIST_MS = 30_000;

/** Longest wait for an action that hangs, before it is undone again (ms). */
const HANGING_MS = 10_000;

/** Undoes everything; what failed is in the draft. */
export async function revert(
  { actions, probes, experiment, note }: RunOptions,
  draft: Draft,
  doing: Doing,
  ledger: Ledger,
): Promise<void> {
  const { clock, fetch } = probes;
  const undo = () =>
    undoAll(doing.undos, { clock, fetch, withinMs: INSIST_MS });
  let undone = await undo();
  if (doing.pending.size > 0) {
    // It may take effect after it was undone.
    const patience = new AbortController();
    await Promise.race([
      Promise.allSettled(doing.pending),
      clock.sleep(HANGING_MS, patience.signal).catch(() => {}),
    ]);
    patience.abort();
    undone = [...undone, ...await undo()];
  }
  draft.revertedAt = clock.now();
  draft.undone = undone.map(resultOf);
  if (doing.undos.length > 0) note("everything is undone");
  draft.rollbacks = await declared();

  async function declared(): Promise<readonly ActivityResult[]> {
    const results: ActivityResult[] = [];
    for (const action of experiment.rollbacks) {
      const { found: _, ...result } = await timed(action, clock, async () => {
        const { undo: more, inject } = await prepare(action.provider, actions);
        await ledger.note(more);
        return { value: await inject(new AbortController().signal) };
      });
      results.push(result);
    }
    return results;
  }
}

function resultOf({ undo, ok, text, start, end }: Undone): ActivityResult {
  return {
    activity: { type: "action", name: undoText(undo), kind: undo.kind },
    status: ok ? "succeeded" : "failed",
    start: timeText(start),
    end: timeText(end),
    duration: (end - start) / 1000,
    output: ok ? text : null,
    ...ok ? {} : { exception: text },
  };
}
