/**
 * All that a run needs, and its parts hand on.
 * @module
 */

import type { ActionContext } from "./action_context.ts";
import type { RunIdentity } from "./journal_builder.ts";
import type { Experiment } from "./experiment.ts";
import type { Guard } from "./guard.ts";
import type { RunFiles } from "./undo_log.ts";
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
  /** What was foretold, and sealed. */
  readonly prediction: Prediction | undefined;
  /** Told what happens, in words. */
  readonly note: (text: string) => void;
  /** Aborted by whoever wants the experiment to end. */
  readonly signal: AbortSignal;
}
