/**
 * The missing parts of a submission: questions without an answer, cells and
 * values without content, files that are not there.
 * @module
 */

import type { Lab } from "../../checks/mod.ts";
import { isBlank, readReport } from "../../checks/report_fields/mod.ts";
import { sectionsIn, tablesIn } from "../../lib/text/markdown/mod.ts";

/** The missing parts, in words. */
export interface HandIn {
  /** Needed for points of a task. */
  readonly missing: readonly string[];
  /** Needed for the bonus, on some ways through the lab, or perhaps not at all. */
  readonly optional: readonly string[];
}

/** Headings of parts that belong to a bonus. */
const BONUS = /^(?:B\.\d|bonus)/i;

/**
 * The text that a form already has beside an answer: its label, the next
 * number.
 */
const FORM = /\b(?:Answer|Antwort)\s*:|\b\d+\.\s*$/gi;

/** Of a lab, what the comparison needs. */
export type Asked = Pick<
  Lab,
  "lab" | "questions" | "fields" | "deliverables" | "optional"
>;

/**
 * Compares a report with what the lab asks for.
 * @param given the student's text, undefined when there is none; and whether a
 *   file matches a path of the hand-in list
 */
export function handInOf(
  lab: Asked,
  { report, forms = [], found }: {
    readonly report: string | undefined;
    /** Other texts that the lab hands out. */
    readonly forms?: readonly string[];
    readonly found: (deliverable: string) => boolean;
  },
): HandIn {
  const file = `submissions/lab${lab.lab}.md`;
  if (report === undefined) {
    const start = `deno task lab start ${lab.lab}`;
    return { missing: [`${file}: ${start} writes it`], optional: [] };
  }
  const notes = [
    ...unansweredIn(lab.questions, report),
    ...emptyRowsIn(report),
    ...emptyFieldsIn(lab.fields ?? [], [report, ...forms].join("\n\n")),
  ].map(({ text, isBonus }) => ({ text: `${file}: ${text}`, isBonus }));
  const absent = lab.deliverables.filter((path) =>
    path !== file && !found(path)
  );
  const isOptional = (path: string) => lab.optional?.includes(path) ?? false;
  return {
    missing: [
      ...notes.filter(({ isBonus }) => !isBonus).map(({ text }) => text),
      ...absent.filter((path) => !isOptional(path)).map(noFile),
    ],
    optional: [
      ...notes.filter(({ isBonus }) => isBonus).map(({ text }) => text),
      ...absent.filter(isOptional).map(noFile),
    ],
  };
}

function noFile(path: string): string {
  return path.includes("*") ? `no file matches ${path}` : `there is no ${path}`;
}

interface Note {
  readonly text: string;
  readonly isBonus: boolean;
}

function unansweredIn(
  questions: readonly string[],
  report: string,
): readonly Note[] {
  const text = report.replaceAll(/\s+/g, " ");
  // A question may have been reworded since; its number is still the same.
  const places = questions.map((question, i) => {
    const at = text.lastIndexOf(question.replaceAll(/\s+/g, " "));
    if (at >= 0) return { at, after: at + question.length };
    const number = text.lastIndexOf(` ${i + 1}. `);
    const mark = text.slice(number).search(/\?|Answer/);
    return { at: number, after: number + Math.max(0, mark) + 1 };
  });
  return questions.flatMap((question, i) => {
    const { at = -1, after = -1 } = places[i] ?? {};
    const next = places.slice(i + 1).find((one) => one.at > at)?.at;
    const answer = text.slice(after, next).replaceAll(FORM, "");
    return at >= 0 && /\p{L}|\p{N}{2}/u.test(answer) ? [] : [{
      text: `question ${i + 1} has no answer`,
      isBonus: BONUS.test(question),
    }];
  });
}

/** Rows without any content; a row that is filled in in part may be meant so. */
function emptyRowsIn(report: string): readonly Note[] {
  return sectionsIn(report).flatMap(({ text, body }) => {
    const rows = tablesIn(body).flatMap((table) => table.rows)
      .map(({ cells }) => cells.slice(1)).filter((cells) => cells.length > 0);
    const none = rows.filter((cells) => cells.every(isBlank)).length;
    const some = rows.filter((cells) =>
      !cells.every(isBlank) && cells.some(isBlank)
    ).length;
    const isBonus = BONUS.test(text);
    return [
      ...none === 0
        ? []
        : [{ text: `"${text}" has ${none} empty rows`, isBonus }],
      ...some === 0 ? [] : [{
        text: `"${text}" has ${some} rows with an empty cell`,
        isBonus: true,
      }],
    ];
  });
}

function emptyFieldsIn(
  groups: NonNullable<Lab["fields"]>,
  report: string,
): readonly Note[] {
  return groups.flatMap(({ name, step, fields }) => {
    const all = Object.entries(readReport(report, { name, fields }));
    const missing = all.filter(([, { state }]) => state === "missing")
      .map(([key]) => key);
    return missing.length === 0 ? [] : [{
      text: `the block ${name} has no value for ${missing.join(", ")}`,
      // A value that stands in a sentence is not always recognized.
      isBonus: BONUS.test(step) || missing.length < all.length,
    }];
  });
}
