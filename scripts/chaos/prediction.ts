/**
 * A learner's prediction before an experiment, and the seal on it: the text's
 * hash, the experiment's hash, and the time.
 *
 * The seal cannot prove when the file was written; the journal proves that the
 * very text was there, unchanged, before the fault was.
 * @module
 */

import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { z } from "zod";
import { parseYaml } from "../lib/text/yaml/mod.ts";
import { CouldNotRun } from "../lib/cli/mod.ts";
import type { Experiment, Question } from "./model/experiment.ts";
import { issueWords } from "./issue_words.ts";
import { toleranceText } from "./model/tolerance.ts";

const probability = z.number().min(0).max(1);

const answer = z.union([
  /** Of a question with a yes or a no. */
  z.strictObject({ probability }),
  /** Of a question about a figure; how sure one is that it lies between. */
  z.strictObject({ low: z.number(), high: z.number(), confidence: probability })
    .refine(({ low, high }) => low <= high, "low must not be above high"),
]);

const fileSchema = z.strictObject({
  by: z.string().min(1),
  why: z.string().default(""),
  answers: z.record(z.string(), answer),
});

/** An answer to a question. */
export type Answer = z.output<typeof answer>;

const sealedSchema = z.strictObject({
  format: z.literal(1),
  experiment_sha256: z.string(),
  sha256: z.string(),
  sealed_at: z.iso.datetime(),
  text: z.string(),
});

/** A prediction that cannot be changed any more without being noticed. */
export type Sealed = z.output<typeof sealedSchema>;

/** A prediction, read and checked. */
export interface Prediction {
  readonly by: string;
  readonly sha256: string;
  readonly sealedAt: string;
  readonly answers: Readonly<Record<string, Answer>>;
}

/** Every experiment is asked these two. */
export const ALWAYS = {
  holds: "Does the hypothesis hold to the end?",
  "recovery-s":
    "How many seconds after the end of the fault is all well again?",
} as const;

/** All questions of an experiment: id, words, and whether it is yes or no. */
function questionsOf(
  experiment: Experiment,
): readonly {
  readonly id: string;
  readonly question: string;
  readonly isClaim: boolean;
}[] {
  const { predictions } = experiment.quickticket;
  return [
    { id: "holds", question: ALWAYS.holds, isClaim: true },
    ...predictions.map((one) => ({
      id: one.id,
      question: one.question,
      isClaim: one.claim !== undefined,
    })),
    { id: "recovery-s", question: ALWAYS["recovery-s"], isClaim: false },
  ];
}

/** A question's claim in words; empty when it asks for a figure. */
export function claimText({ claim }: Question): string {
  return claim === undefined ? "" : toleranceText(claim);
}

/** An empty form to fill in. */
export function predictionForm(experiment: Experiment, file: string): string {
  const questions = questionsOf(experiment);
  const lines = [
    `# What do you expect of ${file}?`,
    `#   ${experiment.title}`,
    "# probability: how likely is a yes, 0 to 1. low, high: the figure lies",
    "# between them; confidence: how sure you are of that, 0 to 1.",
    "# Seal it before you run the experiment: deno task chaos predict",
    stringify({ by: "your name", why: "what makes you think so" }).trimEnd(),
    "answers:",
  ];
  for (const { id, question, isClaim } of questions) {
    lines.push(`  # ${question}`);
    lines.push(
      isClaim
        ? `  ${id}: { probability: 0.5 }`
        : `  ${id}: { low: 0, high: 10, confidence: 0.8 }`,
    );
  }
  return lines.join("\n") + "\n";
}

/**
 * Seals a prediction.
 * @throws {CouldNotRun} when a question is open or an answer does not fit
 */
export function seal(
  text: string,
  experiment: Experiment,
  { experimentSha256, at }: {
    readonly experimentSha256: string;
    readonly at: number;
  },
): Sealed {
  read(text, experiment);
  return {
    format: 1,
    experiment_sha256: experimentSha256,
    sha256: sha256(text),
    sealed_at: new Date(at).toISOString(),
    text,
  };
}

/**
 * Opens a sealed prediction.
 * @throws {CouldNotRun} when it was changed, or is of another experiment
 */
export function openSealed(
  json: string,
  experiment: Experiment,
  experimentSha256: string,
): Prediction {
  let sealed: Sealed;
  try {
    sealed = sealedSchema.parse(JSON.parse(json));
  } catch {
    throw new CouldNotRun(
      "Cannot read the prediction: it is not what deno task chaos predict wrote",
    );
  }
  if (sha256(sealed.text) !== sealed.sha256) {
    throw new CouldNotRun(
      "Cannot use the prediction: it was changed after it was sealed",
    );
  }
  if (sealed.experiment_sha256 !== experimentSha256) {
    throw new CouldNotRun(
      "Cannot use the prediction: it was made for another experiment, or the " +
        "experiment was changed since",
    );
  }
  const { by, answers } = read(sealed.text, experiment);
  return { by, answers, sha256: sealed.sha256, sealedAt: sealed.sealed_at };
}

/** SHA-256 in hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function read(
  text: string,
  experiment: Experiment,
): z.output<typeof fileSchema> {
  const problems: string[] = [];
  let raw: unknown;
  try {
    raw = parseYaml(text, "the prediction");
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  const parsed = fileSchema.safeParse(raw, { error: issueWords });
  for (const { path, message } of parsed.error?.issues ?? []) {
    problems.push(`${path.join(".") || "the file"} ${message}`);
  }
  const answers = parsed.data?.answers ?? {};
  const questions = questionsOf(experiment);
  if (parsed.success) {
    for (const { id, question, isClaim } of questions) {
      const given = answers[id];
      if (given === undefined) {
        problems.push(`answers.${id} is missing: ${question}`);
      } else if (isClaim !== "probability" in given) {
        problems.push(
          `answers.${id} must have ` +
            (isClaim ? "a probability" : "low, high and confidence"),
        );
      }
    }
    for (const id of Object.keys(answers)) {
      if (!questions.some((one) => one.id === id)) {
        problems.push(`answers.${id} answers no question`);
      }
    }
  }
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new CouldNotRun(
    `Cannot read the prediction:\n${problems.map((p) => `  ${p}`).join("\n")}`,
  );
}
