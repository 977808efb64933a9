/**
 * Whether the students' website gives anything away: solutions, answers of
 * graded questions, or commands that only instructors have.
 * @module
 */

import { readText } from "../../../lib/files/mod.ts";
import { STUDENT_COMMANDS } from "../../lab/commands/student_commands.ts";
import { parseBank } from "../../lectures/quiz/bank.ts";
import type { Answers } from "../answers.ts";
import { leakText } from "../check.ts";
import type { Edition } from "../edition.ts";
import { type File, leaksIn } from "../leaks.ts";
import { pathsBelow } from "../texts.ts";

/** The text that a website must not have. */
export interface Withheld {
  readonly edition: Edition;
  readonly answers: Answers;
  /** Tasks that the edition has. */
  readonly tasks: ReadonlySet<string>;
  /** Texts of the question bank, weeks with all their questions. */
  readonly banks: readonly string[];
}

/** A page as its readers see it. */
interface Shown extends File {
  /** The text in code font. */
  readonly code: string;
}

/** Everything that it gives away, in sentences. */
export async function htmlLeaks(
  folder: string,
  { edition, answers, tasks, banks }: Withheld,
): Promise<readonly string[]> {
  const paths = (await pathsBelow(folder))
    .filter((path) => path.endsWith(".html"));
  const pages = await Promise.all(paths.map(async (path): Promise<Shown> => {
    const html = await readText(`${folder}/${path}`);
    return {
      path: sourceOf(path),
      text: textOf(html),
      code: [...html.matchAll(/<code\b[^>]*>([^]*?)<\/code>/g)]
        .map(([, inside = ""]) => textOf(inside)).join("\n"),
    };
  }));
  return [
    ...leaksIn(pages, answers.solutions, answers.given, edition).map(leakText),
    ...pages.flatMap((page) => commandsIn(page, tasks)),
    ...answersIn(pages, banks),
    ...pages.filter(({ text }) => /^\s*For instructors\s*$/m.test(text))
      .map(({ path }) => `${path}: it has a part for instructors`),
  ];
}

const TASK =
  /deno(?:@[\d.]+)? task (?:-q |--quiet )?([a-z][\w-]*(?::[\w-]+)*)(?: ([a-z][\w-]*))?/g;

const STUDENTS: ReadonlySet<string> = new Set(
  STUDENT_COMMANDS.map(({ name }) => name),
);

/** Commands that students do not have. */
function commandsIn(
  { path, code }: Shown,
  tasks: ReadonlySet<string>,
): readonly string[] {
  const found = [
    ...code.matchAll(TASK),
  ].filter(([, task = "", command]) =>
    !tasks.has(task) ||
    (task === "lab" && command !== undefined && !STUDENTS.has(command))
  ).map(([words]) => words);
  return [...new Set(found)].map((words) =>
    `${path}: students have no \`${words}\``
  );
}

/** Explanations of graded questions. */
function answersIn(
  pages: readonly File[],
  banks: readonly string[],
): readonly string[] {
  const graded = banks.flatMap((text) => {
    const bank = parseBank(text);
    return typeof bank === "string" ? [] : bank.questions;
  }).filter(({ practice }) => !practice);
  return pages.flatMap(({ path, text }) => {
    const words = oneLine(text);
    return graded.filter(({ explanation }) =>
      words.includes(oneLine(explanation.replaceAll("`", "")))
    ).map(({ id }) =>
      `${path}: it has the answer of the graded question ${id}`
    );
  });
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/** The file that a page shows, as `may_be_alike` names it. */
function sourceOf(path: string): string {
  return path.replace(/^files\//, "").replace(
    /^(lectures\/\w+|labs\/lab\d+)\.html$/,
    "$1.md",
  ).replace(/^(.+\.\w+)\.html$/, "$1");
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
};

/** The text that a reader sees. */
function textOf(html: string): string {
  return html.replace(/<\/(?:p|li|t[dhr]|h\d|div|pre|dt|dd|summary)>/g, "\n")
    .replace(/<[^>]+>/g, "")
    .replace(/&(#?\w+);/g, (all, name: string) => ENTITIES[name] ?? all);
}
