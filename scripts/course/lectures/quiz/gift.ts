/**
 * Moodle's GIFT format.
 * @module
 * @see https://docs.moodle.org/en/GIFT_format
 */

import { type Bank, categoryOf } from "./bank.ts";

/**
 * The bank as GIFT. The texts are Markdown, so that code blocks stay what they
 * are. An empty line ends a question in this format, so line breaks inside a
 * text become `\n`, which Moodle turns back. It does not do so in the name of a
 * category, where nothing is escaped.
 */
export function gift(bank: Bank): string {
  return [
    `$CATEGORY: ${categoryOf(bank)}`,
    ...bank.questions.map(({ id, question, answers, explanation }) =>
      [
        `::${id}::[markdown]${escaped(question)} {`,
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

/** Protects what has a meaning in GIFT. */
function escaped(text: string): string {
  return text.trim().replace(/[\\~=#{}:]/g, "\\$&").replaceAll("\n", "\\n");
}
