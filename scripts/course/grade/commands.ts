/**
 * `deno task grade explain|what-if|leaderboard`
 * @module
 */

import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  type Flag,
  type Host,
  nearest,
  oneOf,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { type Course, quizFiles, readCourse, readWindows } from "./course.ts";
import { refuse } from "./csv_file.ts";
import { rankWindow } from "./leaderboard.ts";
import { alike, studentName } from "../lab/bundles/student_name.ts";
import { pseudonyms } from "./pseudonym.ts";
import { explanation, leaderboardText, whatIfText } from "./render.ts";
import { whatIf } from "./what_if.ts";

/** `--points` */
export const points: Flag<string> = text("points", {
  default: "points.csv",
  placeholder: "FILE.csv",
  help: "a line a task: student,lab,task,points,late_hours,by,undecided",
});

/** `--quiz` */
export const quiz: Flag<string | undefined> = text("quiz", {
  default: undefined,
  placeholder: "1=FILE.csv,...",
  help: "Moodle's exports of the quizzes, by window 1 to 5",
});

const STUDENT = {
  usage: "STUDENT",
  help: "as points.csv calls them",
  min: 1,
  max: 1,
} as const;

/** `grade explain` */
export const explain: Tool = defineTool({
  name: "explain",
  needs: ["read", "env", "sys"],
  summary: "each point of a grade, who gave it, and where that is written",
  flags: { points, quiz },
  operands: STUDENT,
  async run({ host, flags, operands }) {
    const course = await courseOf(flags, host);
    const at = indexOf(course, operands[0] ?? "");
    const [work, grade] = [course.works[at], course.grades[at]];
    if (work && grade) host.out(explanation(work, grade));
    return Exit.ok;
  },
});

/** `grade what-if` */
export const what: Tool = defineTool({
  name: "what-if",
  needs: ["read", "env", "sys"],
  summary: "what is missing for a tier, and the shortest ways to it",
  flags: {
    points,
    quiz,
    tier: oneOf("tier", ["A", "B", "C"], { default: "A", help: "which" }),
  },
  operands: STUDENT,
  async run({ host, flags, operands }) {
    const course = await courseOf(flags, host);
    const grade = course.grades[indexOf(course, operands[0] ?? "")];
    if (grade) host.out(whatIfText(grade, whatIf(grade, flags.tier ?? "A")));
    return Exit.ok;
  },
});

/** `grade leaderboard` */
export const leaderboard: Tool = defineTool({
  name: "leaderboard",
  needs: ["read", "env", "sys"],
  summary: "print the leaders of each quiz window under pseudonyms",
  flags: {
    quiz,
    salt: text("salt", {
      default: undefined,
      env: "LEADERBOARD_SALT",
      help: "a secret of the course; the same one gives the same names",
    }),
    names: boolean("names", { help: "who they are; not for publication" }),
  },
  async run({ host, flags }) {
    if (!flags.names && flags.salt === undefined) {
      throw new CouldNotRun(
        "Cannot hide names: --salt or LEADERBOARD_SALT is unset; without a " +
          "secret any student could find out the names; give one that only you know",
      );
    }
    if (flags.quiz === undefined) {
      throw new CouldNotRun(
        "Cannot rank: --quiz is missing. Name Moodle's exports, such as " +
          "--quiz 1=week2.csv",
      );
    }
    const windows = await readWindows(quizFiles(flags.quiz), {
      note: host.err,
    });
    const everybody = new Set(windows.flat().map(({ student }) => student));
    refuse(alike(everybody));
    const hidden = pseudonyms([...everybody], flags.salt ?? "");
    windows.forEach((scores, i) =>
      host.out(
        leaderboardText(
          i + 1,
          rankWindow(scores),
          (student) => flags.names ? student : hidden.get(student) ?? "unknown",
        ),
      )
    );
    return Exit.ok;
  },
});

async function courseOf(
  flags: { readonly points: string; readonly quiz: string | undefined },
  host: Host,
): Promise<Course> {
  return await readCourse({
    points: flags.points,
    quizzes: quizFiles(flags.quiz),
  }, host.err);
}

function indexOf({ works }: Course, given: string): number {
  const student = studentName(given);
  const at = works.findIndex((work) => work.student === student);
  if (at >= 0) return at;
  const meant = nearest(student, works.map((work) => work.student));
  throw new CouldNotRun(
    `Cannot find ${student}: there are ${works.length} students` +
      (meant === undefined ? "" : `, did you mean ${meant}?`),
  );
}
