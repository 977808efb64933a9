/**
 * Code blocks of questions are held to the same rules as those of lectures:
 * queries parse, YAML and JSON are valid, and each block names its language.
 * @module
 */

import { codeProblems, type ReadFile } from "../code_blocks.ts";
import { parseDeck } from "../deck.ts";
import type { Bank } from "./bank.ts";

/** The problems of the code that the questions show. */
export async function questionCodeProblems(
  { week, questions }: Bank,
  read: ReadFile,
): Promise<readonly string[]> {
  const all = await Promise.all(questions.map(async ({ id, question }) => {
    const text = parseDeck(`lectures/quiz/week${week}.yaml`, question);
    return (await codeProblems(text, read)).map((words) => `${id}: ${words}`);
  }));
  return all.flat();
}
