/**
 * The question bank: `lectures/quiz/weekN.yaml`.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../../lib/text/yaml/mod.ts";

const answer = z.strictObject({
  text: z.string().min(1),
  correct: z.literal(true).optional(),
});

const question = z.strictObject({
  id: z.string().regex(/^w\d+-\d\d$/),
  /** For self-study: students have it with its answer, so it never counts. */
  practice: z.literal(true).optional(),
  /** Title of the slide or section that the question rests on. */
  slide: z.string(),
  /** Markdown. Text to interpret stands in a code block. */
  question: z.string().min(10),
  answers: z.array(answer).length(4).refine(
    (all) => all.filter(({ correct }) => correct).length === 1,
    "exactly one answer must be correct",
  ),
  explanation: z.string().min(20),
});

/** A question with four answers, one of them correct. */
export type Question = z.infer<typeof question>;

/** Questions a week. */
export const QUESTIONS_A_WEEK = 15;

const bank = z.strictObject({
  week: z.int().min(1).max(12),
  title: z.string(),
  questions: z.array(question).length(QUESTIONS_A_WEEK),
});

/** The questions of a week. */
export type Bank = z.infer<typeof bank>;

/** Reads a bank, or says what is wrong with it. */
export function parseBank(text: string): Bank | string {
  const found = bank.safeParse(parseYaml(text, "the bank"));
  return found.success ? found.data : z.prettifyError(found.error);
}

/** The path of a week's category in Moodle, where `/` separates the levels. */
export function categoryOf({ week, title }: Bank): string {
  return `QuickTicket/Week ${week} ${title.replaceAll("/", "//")}`;
}
