/**
 * The bonus: one weakness, one change, and the same experiment before and after.
 * @module
 */

import type { Journal } from "../../scripts/chaos/mod.ts";
import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  SELLS_NOTHING,
} from "../../scripts/checks/mod.ts";
import { recordOf, type RunRecord } from "./records.ts";
import { replay, type Replayed } from "./replay.ts";
import { runText, soundRun } from "./run_rules.ts";
import { isOf } from "./same_text.ts";

/** Least load after the change, as a share of that before. */
const MIN_LOAD = 0.6;

/** Step B.1. */
export const fixed: Check = {
  id: "B.1",
  task: 0,
  title: "broken before the change, held after it, by the same experiment",
  hints: [
    "Do both journals show the same experiment under the same load?",
    "A repair is proven by an experiment that broke before it and holds after it (Lecture " +
    "8, slide 3). Change the shop between the two runs, and nothing in the file.",
    "fix-before.journal.json is broken with 20 customers a second; after a larger cache, " +
    "fix-after.journal.json holds with the same 20.",
  ],
  measures:
    "two journals of one experiment: broken, then held, under the same load",
  tool: "journals of `deno task chaos`",
  catches: ["a change of the experiment", "less load after the change"],
  async run(context) {
    return evaluateFixed(
      await recordOf(context, "fix-before"),
      await recordOf(context, "fix-after"),
    );
  },
};

/** Evaluates the two runs. */
export function evaluateFixed(first: RunRecord, second: RunRecord): Finding {
  const bound = "one experiment: broken, then held, under at least " +
    `${MIN_LOAD * 100} % of the load`;
  const runs: Journal[] = [];
  for (const record of [first, second]) {
    const sound = soundRun(record, { withPrediction: false });
    if ("finding" in sound) return sound.finding;
    runs.push(sound.journal);
  }
  const [before, after] = runs;
  if (before === undefined || after === undefined) {
    return notStarted(
      "experiments/ has no journals fix-before and fix-after",
      "step B.1",
    );
  }
  const differs = differenceOf(before, after);
  const load = (after.quickticket.requests_per_second ?? 0) /
    (before.quickticket.requests_per_second ?? Infinity);
  const measured = `before: ${runText(before)}; after: ${runText(after)}; ` +
    `${Math.round(load * 100)} % of the load${
      differs === undefined ? "" : `; ${differs}`
    }`;
  const samples = {
    before: before.quickticket.run_id,
    after: after.quickticket.run_id,
    load,
  };
  return differs === undefined && load >= MIN_LOAD &&
      before.quickticket.verdict === "broken" &&
      after.quickticket.verdict === "held"
    ? pass(measured, bound, samples)
    : fail(
      measured,
      bound,
      "both journals in experiments/: run the same file with the same variables under the same load",
      samples,
    );
}

/** The reason why two runs cannot be compared; undefined: they can. */
function differenceOf(before: Journal, after: Journal): string | undefined {
  const [one, two] = [before.quickticket, after.quickticket];
  if (one.experiment_sha256 !== two.experiment_sha256) {
    return "two different experiments";
  }
  if (
    JSON.stringify(one.variables) !== JSON.stringify(two.variables) ||
    one.speed !== two.speed
  ) {
    return "with different variables";
  }
  if (one.target.kind !== two.target.kind) {
    return `on ${one.target.kind} and ${two.target.kind}`;
  }
  return after.start > before.end
    ? undefined
    : "the second run is the earlier one";
}

/** Step B.2. */
export const stays: Check = {
  id: "B.2",
  task: 0,
  title: "the change is in force: the experiment holds on your shop now",
  hints: [
    "Is the change in force now, or only in a file?",
    "A variable of deno task dev restart is forgotten at the next start of deno task dev. " +
    "On a cluster, kubectl get deployment events -o yaml shows what is in force.",
    "deno task dev restart mail QUEUE_SIZE=50 sets it, and the same with QUEUE_SIZE= " +
    "removes it.",
  ],
  measures: "the same experiment, run again on the shop as it is now",
  tool: "`deno task chaos run`",
  catches: ["a change that was taken back"],
  async run(context) {
    const { journal } = await recordOf(context, "fix-after");
    if (journal === undefined || typeof journal === "string") {
      return notStarted("there is no run after the change", "step B.2");
    }
    const files = await context.files(
      /^(?:experiments|scripts\/chaos\/experiments)\/[^/]+\.ya?ml$/,
    );
    for (const file of files) {
      const text = await context.read(file) ?? "";
      if (!isOf(journal.quickticket.experiment_sha256, text)) continue;
      return evaluateStays(await replay(context, { file, like: journal }));
    }
    return fail(
      "the experiment of fix-after is not in experiments/ as it was run",
      "the file of that experiment, unchanged",
      "git log -p experiments/: take a later change back, or run it again",
    );
  },
};

/** Evaluates the run of now. */
export function evaluateStays({ journal, words, sells }: Replayed): Finding {
  const bound = "an experiment that holds on your shop now";
  if (journal === undefined) {
    return couldNotVerify(
      words,
      bound,
      "docker compose ps, kubectl get pods, or the terminal of deno task dev: the shop must run",
    );
  }
  const { verdict, reason } = journal.quickticket;
  const measured = `${verdict}: ${reason}`;
  if (verdict === "held" && !sells) {
    return couldNotVerify(
      `${measured}; ${SELLS_NOTHING}`,
      bound,
      "deno task seed, which adds tickets; then check again",
    );
  }
  if (verdict === "held") {
    return pass(measured, bound, { run: journal.quickticket.run_id });
  }
  return verdict === "broken" || verdict === "not_recovered"
    ? fail(measured, bound, "the shop that runs: is your change applied there?")
    : couldNotVerify(
      measured,
      bound,
      "the reason above: remove what was in the way, then check again",
    );
}
