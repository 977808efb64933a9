/**
 * All that a run needs, and its parts hand on.
 * @module
 */

import type { ActionContext } from "./model/action_context.ts";
import type { RunIdentity } from "./journal_builder.ts";
import type { Experiment } from "./model/experiment.ts";
import type { Guard } from "./guard.ts";
import type { Ledger, RunFiles } from "./undo_log.ts";
import type { Prediction } from "./prediction.ts";
import type { ProbeContext } from "./probes/ask.ts";

/** All that a run needs. */
export interface RunOptions {
  readonly experiment: Experiment;
  readonly identity: RunIdentity;
  readonly files: RunFiles;
  readonly probes: ProbeContext;
  readonly actions: ActionContext;
  /** Undoes everything when this process dies. */
  readonly startGuard: (files: RunFiles) => Promise<Guard>;
  /** Begins what is written down before each action. */
  readonly openLedger: (
    files: RunFiles,
    run: { readonly id: string; readonly title: string },
  ) => Promise<Ledger>;
  /** The sealed prediction. */
  readonly prediction: Prediction | undefined;
  /** Called with each event, as a sentence. */
  readonly note: (text: string) => void;
  /** Aborted by the caller that wants the experiment to end. */
  readonly signal: AbortSignal;
}
