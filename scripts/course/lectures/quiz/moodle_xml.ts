/**
 * Moodle's XML format.
 * @module
 * @see https://docs.moodle.org/en/Moodle_XML_format
 */

import { type Bank, categoryOf } from "./bank.ts";

/** The bank as Moodle XML; the texts are Markdown. */
export function moodleXml(bank: Bank): string {
  const questions = bank.questions.map((
    { id, question, answers, explanation },
  ) =>
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
    <category><text>$course$/${xml(categoryOf(bank))}</text></category>
  </question>
${questions.join("\n")}
</quiz>
`;
}

function xml(text: string): string {
  return text.trim().replaceAll("&", "&amp;").replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
