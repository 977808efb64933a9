/**
 * The rules that make a run an experiment: predicted, on a steady shop that
 * sells, with a fault that was on and is off again.
 * @module
 */

import { plural } from "../../scripts/lib/text/mod.ts";
import type { Journal } from "../../scripts/chaos/mod.ts";
import { fail, type Finding, notStarted } from "../../scripts/checks/mod.ts";
import { FOLDER, type RunRecord } from "./records.ts";

/** Fewest orders below which "no customer suffered" says nothing. */
const MIN_ORDERS = 10;

/** Fewest looks at the hypothesis while the fault is on. */
const MIN_LOOKS = 4;

/** Longest time from a broken hypothesis to the end of the fault (s). */
const ABORT_S = 5;

/** Times may be divided by no more: a window must hold something. */
const MAX_SPEED = 4;

/** The rules for a run, in words. */
export const BOUND =
  "predicted before the fault, steady before and after, the fault on and " +
  `probed ${MIN_LOOKS} times, at least ${MIN_ORDERS} orders, a journal as it was signed`;

/** The journal of a run that is an experiment, or what it lacks. */
export function soundRun(
  { name, journal, sealed, otherRuns, experiments }: RunRecord,
  { withPrediction = true }: { readonly withPrediction?: boolean } = {},
): { readonly journal: Journal } | { readonly finding: Finding } {
  const file = `${FOLDER}/${name}.journal.json`;
  if (journal === undefined) {
    return {
      finding: notStarted(
        `there is no ${file}`,
        "deno task chaos run ... --journal " + file,
      ),
    };
  }
  const refuse = (measured: string, look: string) => ({
    finding: fail(`${file}: ${measured}`, BOUND, look),
  });
  if (typeof journal === "string") {
    return refuse(
      journal,
      "a new run: leave its journal as deno task chaos wrote it",
    );
  }
  const { quickticket: own } = journal;
  if (otherRuns.includes(own.run_id)) {
    return refuse(
      `run ${own.run_id} is handed in twice`,
      "the names of your journals: each stands for a run of its own",
    );
  }
  if (withPrediction) {
    const words = predictionProblem(journal, sealed, name);
    if (words !== undefined) {
      return refuse(
        words,
        "deno task chaos predict, then deno task chaos run with --prediction",
      );
    }
  }
  const words = problemOf(journal);
  if (words !== undefined) {
    return refuse(words, `deno task chaos report ${file}`);
  }
  if (!experiments.includes(own.experiment_sha256)) {
    return refuse(
      "its experiment is not in the tree as it was run",
      "git log -p experiments/: take the later change back, or run it again",
    );
  }
  return { journal };
}

/** The problem of a run's prediction; undefined: there is none. */
function predictionProblem(
  { quickticket: { prediction, injected_at } }: Journal,
  sealed: RunRecord["sealed"],
  name: string,
): string | undefined {
  if (prediction === null) return "nothing was predicted before this run";
  if (sealed === undefined) {
    return `there is no ${FOLDER}/${name}.sealed.json`;
  }
  if (typeof sealed === "string") return sealed;
  if (sealed.sha256 !== prediction.sha256) {
    return "the prediction is not the one that this run began with";
  }
  return injected_at !== null && prediction.sealed_at < injected_at
    ? undefined
    : `sealed ${prediction.sealed_at}, the fault began ${injected_at}`;
}

/** The problem of a run's course; undefined: there is none. */
function problemOf(
  { run, steady_states: { before, during, after }, quickticket: own }: Journal,
): string | undefined {
  const { verdict, reason } = own;
  if (["refused", "not_measured", "interrupted"].includes(verdict)) {
    return `it proves nothing (${verdict}): ${reason}`;
  }
  if (before?.steady_state_met !== true) {
    return "the shop was not steady before the fault";
  }
  const failed = run.find(({ status }) => status === "failed");
  if (run.length === 0 || failed !== undefined) {
    return `the fault was not put in: ${
      failed?.exception ?? "no action was done"
    }`;
  }
  if (verdict !== "broken" && during.length < MIN_LOOKS) {
    return `the fault was probed ${
      plural(during.length, "time")
    }, at least ${MIN_LOOKS} are needed`;
  }
  if (own.speed > MAX_SPEED) {
    return `${own.speed} times as fast as written, at most ${MAX_SPEED}`;
  }
  if ((own.orders_completed ?? 0) < MIN_ORDERS) {
    return `orders sold while it ran: ${
      own.orders_completed ?? 0
    } of at least ${MIN_ORDERS}`;
  }
  if (verdict === "broken" && (own.abort_s ?? Infinity) > ABORT_S) {
    return `the fault was on for ${own.abort_s} s after the hypothesis was broken`;
  }
  return own.recovered_at === null || after?.steady_state_met !== true
    ? `the shop did not recover after the fault: ${reason}`
    : undefined;
}

/** "held, 68 orders, 59 looks, well again after 0.4 s" */
export function runText(
  { quickticket: own, steady_states: { during } }: Journal,
): string {
  return `${own.verdict}, ${own.orders_completed} orders, ${during.length} looks, ` +
    (own.abort_s === null ? "" : `off ${own.abort_s} s after it broke, `) +
    `well again after ${own.recovery_s} s`;
}
