/**
 * A run: is the system steady, do the method while watching, undo everything,
 * has the system recovered. The undo runs whatever happened before.
 * @module
 */

import { CouldNotRun } from "../lib/cli/mod.ts";
import {
  conclude,
  CUT,
  type Ended,
  INTERRUPTED,
  notUndone,
} from "./verdict.ts";
import { type Draft, emptyDraft, journalOf } from "./journal_builder.ts";
import type { Journal } from "./journal.ts";
import type { Ledger } from "./undo_log.ts";
import { type Doing, doMethod } from "./method.ts";
import { ordersSeen } from "./probes/orders.ts";
import { requireReady } from "./preconditions.ts";
import { revert } from "./revert.ts";
import type { RunOptions } from "./run_options.ts";
import { scorePredictions } from "./brier_score.ts";
import { watch } from "./watch.ts";

/** Runs an experiment; whatever comes of it, there is a journal. */
export async function runExperiment(options: RunOptions): Promise<Journal> {
  const { experiment, identity, probes } = options;
  const draft = emptyDraft(probes.clock.now());
  const ended = await begin(options, draft);
  if (draft.injectedAt !== undefined) {
    draft.prediction = await scorePredictions(options, draft, ended.verdict);
  }
  draft.orders = ordersSeen(probes);
  return journalOf(experiment, identity, draft, {
    ...ended,
    at: probes.clock.now(),
  });
}

async function begin(options: RunOptions, draft: Draft): Promise<Ended> {
  const { signal, note, files, identity, experiment } = options;
  try {
    await requireReady(options, draft);
  } catch (error) {
    if (signal.aborted) return INTERRUPTED;
    if (!(error instanceof CouldNotRun)) throw error;
    return { verdict: "refused", reason: error.message };
  }
  note("the system is steady; here it begins");
  const guard = await options.startGuard(files);
  const ledger = await options.openLedger(files, {
    id: identity.runId,
    title: experiment.title,
  });
  try {
    return await act(options, draft, ledger);
  } finally {
    // A failed undo is not forgotten: the guard tries it once more when it is
    // released, and chaos abort can after that.
    if (notUndone(draft) === undefined) await ledger.close("the run itself");
    else note("not everything is undone: the guard tries again");
    await guard.release();
  }
}

async function act(
  options: RunOptions,
  draft: Draft,
  ledger: Ledger,
): Promise<Ended> {
  const { experiment, probes, actions, signal, note } = options;
  const { frequency_s, time_limit_s } = experiment.quickticket;
  const { speed, clock } = probes;
  const cut = new AbortController();
  const onAsked = (): void => cut.abort(CUT.asked);
  signal.addEventListener("abort", onAsked, { once: true });
  if (signal.aborted) onAsked();
  const inTime = clock.after(
    time_limit_s * 1000 / speed,
    () => cut.abort(CUT.late),
  );
  const doing: Doing = {
    results: [],
    undos: [],
    pending: new Set(),
    injectedAt: undefined,
  };
  const watching = watch({
    probes: experiment["steady-state-hypothesis"].probes,
    context: probes,
    everyMs: frequency_s * 1000 / speed,
    isOn: () =>
      doing.results.some(({ activity }) => activity.type === "action"),
    onBroken: ({ words }) => {
      note(`BROKEN: ${words}`);
      cut.abort(CUT.broken);
    },
  });
  let failure: CouldNotRun | undefined;
  let stopped: Promise<void> | undefined;
  try {
    await doMethod({
      activities: experiment.method,
      actions,
      probes,
      ledger,
      signal: cut.signal,
      note,
      doing,
    });
  } catch (error) {
    if (!cut.signal.aborted) {
      if (!(error instanceof CouldNotRun)) throw error;
      failure = error;
    }
  } finally {
    inTime();
    signal.removeEventListener("abort", onAsked);
    stopped = watching.stop(); // what is undone is not the fault's doing
    await revert(options, draft, doing, ledger);
  }
  await stopped;
  draft.during = watching.states;
  draft.broken = watching.broken;
  draft.run = doing.results;
  draft.injectedAt = doing.injectedAt;
  return await conclude(options, draft, {
    failure,
    cut: watching.broken === undefined ? cut.signal.reason : CUT.broken,
  });
}
