/**
 * The rules that one week of the question bank must satisfy by itself. Signs
 * that give the correct answer away need all the weeks: `bias.ts`.
 * @module
 */

import type { Deck } from "../deck.ts";
import type { Bank, Question } from "./bank.ts";

/** Questions a week that show a query, an output, a manifest or a log. */
const MIN_WITH_CODE = 5;

/** Moodle shuffles the answers, so an explanation cannot point at a place. */
const PLACE =
  /\b(?:first|second|third|fourth|last) (?:option|answer)\b|\b(?:option|answer) [A-D1-4]\b/i;

/** The problems of a bank, given the lecture that it rests on. */
export function bankProblems(
  { week, questions }: Bank,
  deck: Deck | undefined,
): readonly string[] {
  const titles = new Set(deck?.sections.map(({ title }) => title));
  const seen = new Set<string>();
  const problems = questions.flatMap((question) => {
    const { id, slide } = question;
    const own = questionProblems(question);
    if (!id.startsWith(`w${week}-`) || seen.has(id)) {
      own.push(`${id}: the id is in use, or it belongs to another week`);
    }
    seen.add(id);
    if (!titles.has(slide)) own.push(`${id}: there is no slide "${slide}"`);
    return own;
  });
  const withCode = questions.filter((one) => one.question.includes("```"));
  if (withCode.length < MIN_WITH_CODE) {
    problems.push(
      `${withCode.length} questions show something to interpret in a code ` +
        `block, must be at least ${MIN_WITH_CODE}`,
    );
  }
  return problems;
}

function questionProblems(
  { id, question, answers, explanation }: Question,
): string[] {
  const problems: string[] = [];
  if (new Set(answers.map(({ text }) => text)).size < answers.length) {
    problems.push(`${id}: two answers are the same: ${question}`);
  }
  const [place] = PLACE.exec(explanation) ?? [];
  if (place !== undefined) {
    problems.push(
      `${id}: the explanation says "${place}", but the answers are shuffled`,
    );
  }
  return problems;
}
