/**
 * An experiment of the student's own: Redis goes. Checks the file, what its
 * run showed, and whether it shows the same again.
 * @module
 */

import {
  type Experiment,
  ExperimentError,
  type Journal,
  readWithoutTarget,
  touchedBy,
} from "../../scripts/chaos/mod.ts";
import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  SELLS_NOTHING,
} from "../../scripts/checks/mod.ts";
import { canFail } from "./can_fail.ts";
import { effectsIn } from "./effects.ts";
import { FOLDER, ownFile, recordOf, type RunRecord } from "./records.ts";
import { replay, type Replayed } from "./replay.ts";
import { LOOKED_AT, looksAt } from "./looked_at.ts";
import { runText, soundRun } from "./run_rules.ts";
import { isOf } from "./same_text.ts";

/** The student's file. */
const FILE = `${FOLDER}/redis.yaml`;

/** Step 8.6. */
export const own: Check = {
  id: "8.6",
  task: 1,
  title: "an experiment of your own: Redis goes, and customers are looked at",
  hints: [
    "Which number would refute your hypothesis, and which part of the shop must not be " +
    "hurt?",
    "A hypothesis is useful only if a number can refute it (Lecture 8, slide 4). deno " +
    "task chaos validate names each mistake with its line.",
    "For a stopped mail server: probes of the list and of paying all the time, and a " +
    "probe of mailing with quickticket: { when: [before, after] }, because the fault must " +
    "break it.",
  ],
  measures:
    "the experiment file and its journal: action, probes, tolerances, question, effect",
  tool: "the reader of `deno task chaos`",
  catches: [
    "no probe of reserving or health",
    "a hypothesis that no outage can break",
    "no end, no prediction",
  ],
  async run(context) {
    const file = await ownFile(context, "redis");
    if (file === undefined) {
      return notStarted(`there is no ${FILE}`, "step 8.6");
    }
    return evaluateOwn(file.text, await recordOf(context, "redis"));
  },
};

/** Evaluates the student's file and its run. */
export function evaluateOwn(text: string, record: RunRecord): Finding {
  const bound =
    "your own file: Redis is taken away; probes of the list, of reserving and of " +
    "/health; a question about a figure; predicted, run, and its effect is seen";
  let experiment: Experiment;
  try {
    experiment = readWithoutTarget(text, FILE);
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    return fail(error.message, bound, `deno task chaos validate ${FILE}`);
  }
  const lacks = lacksIn(experiment);
  if (lacks.length > 0) {
    return fail(
      `${FILE} has no ${lacks.join(", no ")}`,
      bound,
      "step 8.6, which lists what the file needs",
    );
  }
  if (!canFail(experiment)) {
    return fail(
      `no probe of ${FILE} can fail while the fault is on: each tolerance allows ` +
        "an outage, so the run proves nothing and never ends early",
      bound,
      "the probes that run during the fault: which of them watches what the fault must not break?",
    );
  }
  const sound = soundRun(record);
  if ("finding" in sound) return sound.finding;
  const { journal } = sound;
  if (!isOf(journal.quickticket.experiment_sha256, text)) {
    return fail(
      `the journal is of ${journal.quickticket.experiment_file}`,
      bound,
      "step 8.6: run " + FILE + " itself",
    );
  }
  const effects = effectsIn(journal, { withDelays: false });
  const measured = `${runText(journal)}; ${
    effects.join("; ") || "no figure shows the fault"
  }`;
  const samples = { run: journal.quickticket.run_id, effects };
  return effects.length > 0 ? pass(measured, bound, samples) : fail(
    measured,
    bound,
    "the action: was Redis really stopped? Then the questions under predictions: which figure must show it?",
    samples,
  );
}

/** The action that gives a part back, and takes nothing away. */
const BACK = /^(?:start|thaw|heal|restore|uncordon)$/;

/** The parts of the task that the experiment lacks, in words. */
function lacksIn(
  { method, "steady-state-hypothesis": { probes }, quickticket }: Experiment,
): readonly string[] {
  const isRedis = method.some((one) =>
    one.type === "action" && touchedBy(one.provider) === "redis" &&
    !("do" in one.provider && BACK.test(one.provider.do))
  );
  return [
    ...isRedis ? [] : ["action on redis"],
    ...LOOKED_AT.flatMap(([what, path]) =>
      probes.some(({ provider }) => looksAt(provider, path))
        ? []
        : [`probe of ${what}`]
    ),
    ...quickticket.predictions.length > 0 ? [] : ["question under predictions"],
  ];
}

/** Step 8.7. */
export const again: Check = {
  id: "8.7",
  task: 1,
  title: "the checker runs your experiment again and gets the same verdict",
  hints: [
    "Would your experiment come to the same result if chance decided differently?",
    "A tolerance that is too tight lets chance decide (Lecture 8, slide 16). The check " +
    "runs your file again and looks at Redis itself.",
    "A p99 that was 0.48 s once and 0.53 s the next time needs a tolerance of 1 s and not " +
    "of 0.5 s.",
  ],
  measures:
    "the same experiment, run again on the shop, with a look at Redis itself",
  tool: "`deno task chaos run`, a ping of Redis or its pods",
  catches: ["an action that does nothing", "a result that does not come again"],
  async run(context) {
    const file = await ownFile(context, "redis");
    if (file === undefined) {
      return notStarted(`there is no ${FILE}`, "step 8.6");
    }
    const { journal } = await recordOf(context, "redis");
    if (journal === undefined || typeof journal === "string") {
      return notStarted("there is no run of yours to compare with", "step 8.6");
    }
    const repeated = await replay(context, {
      file: file.path,
      like: journal,
      part: "redis",
    });
    return evaluateAgain(journal, repeated);
  },
};

/** Evaluates a run beside the one that it repeats. */
export function evaluateAgain(
  first: Journal,
  { journal, words, sawItGone, sells }: Replayed,
): Finding {
  const bound =
    "the same verdict as in your journal; Redis seen stopped, and the shop healthy again after it";
  if (journal === undefined) {
    return couldNotVerify(
      words,
      bound,
      "the shop of your journal, which must run: deno task dev, or the cluster",
    );
  }
  const { verdict, reason } = journal.quickticket;
  const measured =
    `yours ${first.quickticket.verdict}, now ${verdict} (${reason}); ` +
    (sawItGone ? "Redis was seen stopped" : "Redis was never seen stopped");
  const samples = {
    verdict,
    reason,
    sawItGone,
    run: journal.quickticket.run_id,
  };
  if (["refused", "not_measured", "interrupted"].includes(verdict)) {
    return couldNotVerify(
      measured,
      bound,
      "the reason above: remove what was in the way, then check again",
    );
  }
  if (verdict === "held" && !sells) {
    return couldNotVerify(
      `${measured}; ${SELLS_NOTHING}`,
      bound,
      "deno task seed, which adds tickets; then check again",
    );
  }
  if (!sawItGone) {
    return fail(
      measured,
      bound,
      "the action: what does it do? Redis answered all the time",
      samples,
    );
  }
  return verdict === first.quickticket.verdict &&
      journal.quickticket.recovered_at !== null
    ? pass(measured, bound, samples)
    : fail(
      measured,
      bound,
      "the tolerances and windows of your probes: the result differs from run to run",
      samples,
    );
}
