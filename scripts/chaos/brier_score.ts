/**
 * Predictions beside what was measured. Each is scored by how sure the learner
 * was: the squared distance to what came (Brier), so that an honest "I do not
 * know" costs less than a wrong "surely".
 * @module
 */

import { readNumber } from "../adapters/prometheus/mod.ts";
import type { Draft } from "./journal_builder.ts";
import type { Question } from "./model/experiment.ts";
import type { Journal, ScoredPrediction, Verdict } from "./journal.ts";
import { measure } from "./probes/measure.ts";
import type { ProbeContext } from "./probes/ask.ts";
import { ALWAYS, type Answer, claimText } from "./prediction.ts";
import { promqlOf } from "./probes/promql.ts";
import type { RunOptions } from "./run_options.ts";
import { type Found, tolerates } from "./model/tolerance.ts";

/** Scores the prediction of a run; null when there is none. */
export async function scorePredictions(
  options: RunOptions,
  draft: Draft,
  verdict: Verdict,
): Promise<Journal["quickticket"]["prediction"]> {
  const { prediction, experiment, probes } = options;
  if (prediction === undefined) return null;
  const { answers } = prediction;
  const scored: ScoredPrediction[] = [
    scoreOf({ id: "holds", question: ALWAYS.holds }, answers.holds, {
      value: hypothesisHeld(verdict, draft),
    }),
  ];
  for (const question of experiment.quickticket.predictions) {
    const found = await measured(question, probes, draft);
    scored.push(
      question.claim === undefined
        ? scoreOf(question, answers[question.id], found)
        : scoreOf(
          {
            id: question.id,
            question: `${question.question} (${claimText(question)})`,
          },
          answers[question.id],
          found.value === undefined ? found : {
            value: tolerates(question.claim, found),
            note: shown(found.value),
          },
        ),
    );
  }
  const { revertedAt, recoveredAt } = draft;
  scored.push(
    scoreOf(
      { id: "recovery-s", question: ALWAYS["recovery-s"] },
      answers["recovery-s"],
      revertedAt === undefined || recoveredAt === undefined
        ? { value: undefined, note: "it did not recover" }
        : { value: Math.max(0, (recoveredAt - revertedAt) / 1000) },
    ),
  );
  const briers = scored.flatMap(({ brier }) => brier === null ? [] : [brier]);
  return {
    by: prediction.by,
    sha256: prediction.sha256,
    sealed_at: prediction.sealedAt,
    scored,
    brier: briers.length === 0
      ? null
      : round(briers.reduce((sum, one) => sum + one, 0) / briers.length),
  };
}

/** Whether it held to the end; undefined: the run proved nothing. */
export function hypothesisHeld(
  verdict: Verdict,
  { broken }: Pick<Draft, "broken">,
): boolean | undefined {
  // An action that could not be undone overrides the verdict on earlier
  // failures.
  if (broken !== undefined) return false;
  return verdict === "held" || verdict === "not_recovered" ? true : undefined;
}

async function measured(
  { provider }: Question,
  { clock, history, prometheus }: ProbeContext,
  { injectedAt, revertedAt }: Draft,
): Promise<Found> {
  if (injectedAt === undefined || revertedAt === undefined) {
    return { value: undefined, note: "nothing was done" };
  }
  if (prometheus !== undefined) {
    const query = promqlOf(provider, (revertedAt - injectedAt) / 1000);
    return await readNumber(prometheus, query, { at: revertedAt / 1000 });
  }
  // The looks are on the monotonic clock.
  const shift = clock.monotonic() - clock.now();
  const [from, to] = [injectedAt + shift, revertedAt + shift];
  // A look just after the end still shows the time before it.
  const all = history.of(provider.service);
  const after = all.findIndex(({ at }) => at >= to);
  const looks = after < 0 ? all : all.slice(0, after + 1);
  const end = Math.max(to, looks.at(-1)?.at ?? to);
  return measure(provider, looks, { from, to: end });
}

/** One answer beside what came. */
export function scoreOf(
  { id, question }: { readonly id: string; readonly question: string },
  answer: Answer | undefined,
  found: Found,
): ScoredPrediction {
  const confidence = answer === undefined
    ? 0
    : "probability" in answer
    ? answer.probability
    : answer.confidence;
  const right = rightOf(answer, found.value);
  const note = found.note === undefined ? "" : ` (${found.note})`;
  return {
    id,
    question,
    predicted: predictedText(answer),
    measured: found.value === undefined ? null : shown(found.value) + note,
    right,
    confidence,
    brier: right === null ? null : round((confidence - (right ? 1 : 0)) ** 2),
  };
}

/** Whether what the confidence is about came true. */
function rightOf(
  answer: Answer | undefined,
  value: Found["value"],
): boolean | null {
  if (answer === undefined || value === undefined) return null;
  if ("probability" in answer) return value === true;
  return Number(value) >= answer.low && Number(value) <= answer.high;
}

function predictedText(answer: Answer | undefined): string {
  if (answer === undefined) return "nothing";
  return "probability" in answer
    ? `yes with ${percent(answer.probability)}`
    : `${answer.low} to ${answer.high} with ${percent(answer.confidence)}`;
}

function shown(value: NonNullable<Found["value"]>): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number"
    ? String(Number(value.toPrecision(4)))
    : value;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
