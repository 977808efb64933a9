/**
 * The question bank: `lectures/quiz/weekN.yaml`.
 * @module
 */

import { parse } from "yaml";
import { z } from "zod";
import type { Deck } from "../deck.ts";

const answer = z.strictObject({
  text: z.string().min(1),
  correct: z.literal(true).optional(),
});

const question = z.strictObject({
  id: z.string().regex(/^w\d+-\d\d$/),
  /** Title of the slide or section it rests on. */
  slide: z.string(),
  question: z.string().min(10),
  answers: z.array(answer).length(4).refine(
    (all) => all.filter(({ correct }) => correct).length === 1,
    "exactly one answer must be correct",
  ),
  explanation: z.string().min(20),
});

/** A question with four answers. */
export type Question = z.infer<typeof question>;

/** Questions a week. */
const COUNT = 15;

const bank = z.strictObject({
  week: z.int().min(1).max(12),
  title: z.string(),
  questions: z.array(question).length(COUNT),
});

/** The questions of a week. */
export type Bank = z.infer<typeof bank>;

/** Reads a bank, or says what is wrong with it. */
export function parseBank(text: string): Bank | string {
  const found = bank.safeParse(parse(text));
  return found.success ? found.data : z.prettifyError(found.error);
}

/** What is wrong with a bank, given the lecture it rests on. */
export function bankProblems(
  { week, questions }: Bank,
  deck: Deck | undefined,
): readonly string[] {
  const titles = new Set(deck?.sections.map(({ title }) => title));
  const seen = new Set<string>();
  const problems = questions.flatMap(({ id, slide, answers, question }) => {
    const own: string[] = [];
    if (!id.startsWith(`w${week}-`) || seen.has(id)) {
      own.push(`${id}: taken, or of another week`);
    }
    seen.add(id);
    if (!titles.has(slide)) own.push(`${id}: there is no slide "${slide}"`);
    if (new Set(answers.map(({ text }) => text)).size < answers.length) {
      own.push(`${id}: two answers are the same: ${question}`);
    }
    return own;
  });
  const places = [0, 1, 2, 3].map((place) =>
    questions.filter(({ answers }) => answers[place]?.correct).length
  );
  if (Math.max(...places) > COUNT / 2) {
    problems.push(
      `the right answer stands at one place ${
        Math.max(...places)
      } times of ${COUNT}`,
    );
  }
  return problems;
}

/** Moodle's GIFT format. */
export function gift({ week, title, questions }: Bank): string {
  return [
    `$CATEGORY: QuickTicket/Week ${week} ${escaped(title)}`,
    ...questions.map(({ id, question, answers, explanation }) =>
      [
        `::${id}::${escaped(question)} {`,
        ...answers.map(({ text, correct }) =>
          `  ${correct ? "=" : "~"}${escaped(text)}`
        ),
        `  ####${escaped(explanation)}`,
        "}",
      ].join("\n")
    ),
    "",
  ].join("\n\n");
}

/** These have a meaning in GIFT. */
function escaped(text: string): string {
  return text.replace(/[\\~=#{}:]/g, "\\$&").replace(/\s+/g, " ").trim();
}

/** Moodle's XML format. */
export function moodleXml({ week, title, questions }: Bank): string {
  const all = questions.map(({ id, question, answers, explanation }) =>
    `  <question type="multichoice">
    <name><text>${xml(id)}</text></name>
    <questiontext format="markdown"><text>${xml(question)}</text></questiontext>
    <generalfeedback format="markdown"><text>${
      xml(explanation)
    }</text></generalfeedback>
    <defaultgrade>1</defaultgrade>
    <single>true</single>
    <shuffleanswers>true</shuffleanswers>
${
      answers.map(({ text, correct }) =>
        `    <answer fraction="${correct ? 100 : 0}" format="markdown"><text>${
          xml(text)
        }</text></answer>`
      ).join("\n")
    }
  </question>`
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category">
    <category><text>$course$/QuickTicket/Week ${week} ${
    xml(title)
  }</text></category>
  </question>
${all.join("\n")}
</quiz>
`;
}

function xml(text: string): string {
  return text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
