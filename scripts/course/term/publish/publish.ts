/**
 * Publishes a term: what Moodle imports, and a website with a page for each
 * student, charts of all, and the leaderboard.
 * @module
 */

import { createHmac } from "node:crypto";
import { stringify } from "csv-stringify/sync";
import type { Difficulty } from "../../edition/cohort.ts";
import type { Course } from "../../grade/course.ts";
import { pseudonyms } from "../../grade/pseudonym.ts";
import { gradesCsv, moodleCsv } from "../../grade/render.ts";
import { buildSite } from "../../site/build.ts";
import type { Page } from "../../site/model/page.ts";
import type { Tree } from "../../site/model/tree.ts";
import { replaceFile } from "../../../lib/files/mod.ts";
import { cohortPages, gradesPage } from "./cohort_pages.ts";
import { studentPage } from "./student_page.ts";

/** The term to publish. */
export interface PublishOptions {
  readonly title: string;
  readonly course: Course;
  readonly difficulties: readonly Difficulty[];
  /** A secret of the course: decides pseudonyms and the pages' addresses. */
  readonly salt: string;
  /** Shows real names instead; such a website is not for students. */
  readonly hasNames: boolean;
  readonly out: string;
  readonly tree: Tree;
  /** The course's own pages as well. */
  readonly isWhole: boolean;
}

/** A student and where their page is. */
export interface PageOf {
  readonly student: string;
  readonly name: string;
  readonly page: string;
}

/** Publishes it. */
export async function publish(
  options: PublishOptions,
): Promise<readonly PageOf[]> {
  const { course, salt, hasNames, out, tree, isWhole } = options;
  const { works, grades, windows } = course;
  const everybody = new Set([
    ...works.map(({ student }) => student),
    ...windows.flat().map(({ student }) => student),
  ]);
  const hidden = pseudonyms([...everybody], salt);
  const nameOf = (student: string): string =>
    hasNames ? student : hidden.get(student) ?? "a student";
  const own = works.flatMap((work, i) => {
    const grade = grades[i];
    const { student } = work;
    const url = `term/students/${addressOf(student, salt)}.html`;
    return grade ? [{ work, grade, name: nameOf(student), url }] : [];
  });
  const all = await cohortPages({
    course: options.title,
    grades,
    windows,
    difficulties: options.difficulties,
    nameOf,
    hasGrades: isWhole || hasNames,
  });
  await Deno.mkdir(out, { recursive: true });
  await buildSite({
    tree,
    edition: "instructor",
    out: `${out}/site`,
    isWhole,
    more: {
      pages: [
        ...isWhole ? [] : [frontPage(options.title)],
        ...all.pages,
        ...isWhole || hasNames ? [gradesPage(own)] : [],
        ...own.map(studentPage),
      ],
      charts: all.charts,
    },
  });
  const pages = own.map(({ work, name, url }): PageOf => ({
    student: work.student,
    name,
    page: url,
  }));
  await replaceFile(`${out}/moodle.csv`, moodleCsv(grades));
  await replaceFile(`${out}/grades.csv`, gradesCsv(grades));
  await replaceFile(
    `${out}/pages.csv`,
    stringify([...pages], { header: true, escape_formulas: true }),
  );
  return pages;
}

/** Only the student who receives the address finds the page. */
function addressOf(student: string, salt: string): string {
  return createHmac("sha256", salt).update(`page of ${student}`).digest("hex")
    .slice(0, 32);
}

function frontPage(title: string): Page {
  return {
    url: "index.html",
    title,
    section: "home",
    isUnsearched: true,
    body: `# ${title}

- [The term in charts](term/index.html)
- [The leaderboard](term/leaderboard.html)

Each student's page has an address of its own, which only that student is told.
`,
  };
}
