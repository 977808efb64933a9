/**
 * `deno task course publish`
 * @module
 */

import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { difficulties } from "../../edition/cohort.ts";
import { itemsIn } from "../../edition/commands/cohort.ts";
import { gradesCsv } from "../../grade/render.ts";
import { quizFiles, readCourse } from "../../grade/course.ts";
import { siteProblems } from "../../site/dead_addresses.ts";
import { openTree } from "../../site/model/tree.ts";
import { publishedProblems } from "../publish/compare.ts";
import { publish } from "../publish/publish.ts";

/** `course publish` */
export const publishing: Tool = defineTool({
  name: "publish",
  summary: "grades for Moodle, and a page for each student with every point",
  flags: {
    points: text("points", {
      default: "points.csv",
      placeholder: "FILE.csv",
      help: "the points",
    }),
    quiz: text("quiz", {
      default: undefined,
      placeholder: "1=FILE.csv,...",
      help: "Moodle's exports of the quizzes, by window 1 to 5",
    }),
    collected: text("collected", {
      default: undefined,
      placeholder: "FOLDER",
      help: "bundles, for the list of the hardest checks",
    }),
    salt: text("salt", {
      default: undefined,
      env: "LEADERBOARD_SALT",
      help: "a secret of the course: pseudonyms and addresses follow from it",
    }),
    title: text("title", {
      default: "The term",
      help: "what the website is called",
    }),
    out: text("out", {
      default: "dist/term",
      placeholder: "FOLDER",
      help: "where it is written",
    }),
    names: boolean("names", {
      help: "real names on all pages; such a website is not for students",
    }),
    withCourse: boolean("with-course", {
      help: "the instructors' pages of the course beside those of the term",
    }),
  },
  async run({ host, flags }) {
    const { salt } = flags;
    if (salt === undefined || salt.length < 12) {
      throw new CouldNotRun(
        "Cannot hide names: --salt or LEADERBOARD_SALT must be a secret of at " +
          "least 12 characters, since a reader who knows it can find every name",
      );
    }
    const course = await readCourse({
      points: flags.points,
      quizzes: quizFiles(flags.quiz),
    }, host.err);
    const items = flags.collected === undefined
      ? []
      : (await itemsIn(flags.collected, host.clock.now())).items;
    const pages = await publish({
      title: flags.title,
      course,
      difficulties: difficulties(items),
      salt,
      hasNames: flags.names,
      out: flags.out,
      tree: await openTree("."),
      isWhole: flags.withCourse,
    });
    const problems = [
      ...await publishedProblems(flags.out, gradesCsv(course.grades)),
      ...await siteProblems(`${flags.out}/site`),
    ];
    for (const words of problems) host.err(words);
    host.out(
      `${flags.out}: moodle.csv, pages.csv and a website with ${pages.length} ` +
        `students' pages; ${problems.length} problems`,
    );
    return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});
