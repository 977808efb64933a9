/**
 * Whether Moodle reads back what we export. Two parsers that are not ours read
 * both formats, and each text, code blocks included, must come out as it was.
 * @module
 */

import { z } from "zod";
import type { Bank, Question } from "./bank.ts";
import { gift } from "./gift.ts";
import { parseGift, XMLParser, XMLValidator } from "./library/library.js";
import { moodleXml } from "./moodle_xml.ts";

/** A question as Moodle would have it. */
interface Imported {
  readonly name: string;
  readonly question: string;
  readonly answers: readonly { text: string; correct: boolean }[];
  readonly explanation: string;
}

/** The losses and changes of a week's export, in words. */
export function exportProblems(bank: Bank): readonly string[] {
  return [
    ...differences("GIFT", bank, () => readGift(gift(bank))),
    ...differences("XML", bank, () => readMoodleXml(moodleXml(bank))),
  ];
}

function differences(
  format: string,
  { questions }: Bank,
  read: () => readonly Imported[],
): readonly string[] {
  let imported: readonly Imported[];
  try {
    imported = read();
  } catch (error) {
    return [`${format}: Moodle cannot read the export: ${error}`];
  }
  if (imported.length !== questions.length) {
    return [
      `${format}: ${imported.length} of ${questions.length} questions arrive`,
    ];
  }
  return questions.flatMap((question, i) =>
    JSON.stringify(imported[i]) === JSON.stringify(expected(question))
      ? []
      : [`${format}: ${question.id} does not arrive as it was written`]
  );
}

function expected(
  { id, question, answers, explanation }: Question,
): Imported {
  return {
    name: id,
    question: question.trim(),
    answers: answers.map(({ text, correct }) => ({
      text: text.trim(),
      correct: correct ?? false,
    })),
    explanation: explanation.trim(),
  };
}

const markdown = z.object({ format: z.literal("markdown"), text: z.string() });

const giftQuestion = z.object({
  type: z.literal("MC"),
  title: z.string(),
  stem: markdown,
  choices: z.array(z.object({ isCorrect: z.boolean(), text: markdown })),
  globalFeedback: markdown,
});

/** @throws {Error} when the text is not GIFT, or not of our kind */
export function readGift(text: string): readonly Imported[] {
  const [, ...questions] = z.tuple([
    z.object({ type: z.literal("Category"), title: z.string() }),
  ], giftQuestion).parse(parseGift(text));
  return questions.map(({ title, stem, choices, globalFeedback }) => ({
    name: title,
    question: stem.text,
    answers: choices.map(({ isCorrect, text }) => ({
      text: text.text,
      correct: isCorrect,
    })),
    explanation: globalFeedback.text,
  }));
}

const xmlText = z.object({
  "@format": z.literal("markdown"),
  text: z.string(),
});

const xmlQuestion = z.object({
  "@type": z.literal("multichoice"),
  name: z.object({ text: z.string() }),
  questiontext: xmlText,
  generalfeedback: xmlText,
  defaultgrade: z.literal("1"),
  single: z.literal("true"),
  shuffleanswers: z.literal("true"),
  answer: z.array(xmlText.extend({ "@fraction": z.enum(["0", "100"]) })),
});

const xmlQuiz = z.object({
  quiz: z.object({
    question: z.tuple([
      z.object({
        "@type": z.literal("category"),
        category: z.object({ text: z.string().startsWith("$course$/") }),
      }),
    ], xmlQuestion),
  }),
});

/** @throws {Error} when the text is not XML, or not of our kind */
export function readMoodleXml(text: string): readonly Imported[] {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new SyntaxError(valid.err.msg);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseTagValue: false,
    trimValues: false,
  });
  const [, ...questions] = xmlQuiz.parse(parser.parse(text)).quiz.question;
  return questions.map((one) => ({
    name: one.name.text,
    question: one.questiontext.text,
    answers: one.answer.map((answer) => ({
      text: answer.text,
      correct: answer["@fraction"] === "100",
    })),
    explanation: one.generalfeedback.text,
  }));
}
