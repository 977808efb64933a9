/**
 * `deno task grade`
 * @module
 */

import {
  defineTool,
  Exit,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { replaceFile } from "../../lib/files/mod.ts";
import { expectedHere } from "../lab/bundles/expected.ts";
import { explain, leaderboard, points, quiz, what } from "./commands.ts";
import { quizFiles, readCourse } from "./course.ts";
import { fromEvidence, pointsCsv } from "./from_evidence.ts";
import { recheck } from "../recheck/mod.ts";
import { override } from "../term/commands/override.ts";
import { gradesCsv, gradesText, moodleCsv } from "./render.ts";

const out = text("out", {
  default: undefined,
  placeholder: "FILE.csv",
  help: "writes the result there",
});

const evidence = defineTool({
  name: "from-evidence",
  // It asks Deno for the checker's files, and Git for the age of a commit.
  needs: ["read", "write", "env", "sys", "run"],
  summary: "points that follow from students' bundles",
  flags: { out },
  operands: {
    usage: "FOLDER",
    help: "a folder for each student, with *.evidence.json in it",
    min: 1,
    max: 1,
  },
  async run({ host, flags, operands }) {
    const [folder = ""] = operands;
    const proposed = await fromEvidence(
      folder,
      expectedHere(host.clock.now()),
    );
    for (const words of proposed.problems) host.err(words);
    for (const words of proposed.notes) host.err(`note: ${words}`);
    if (flags.out === undefined) host.out(pointsCsv(proposed).trimEnd());
    else await replaceFile(flags.out, pointsCsv(proposed));
    host.err(
      `${proposed.lines.length} lines, ${proposed.problems.length} problems; ` +
        "add what only people can grade, then deno task grade",
    );
    return proposed.problems.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

/** The tool. */
export const gradeTool: Tool = defineTool({
  name: "grade",
  needs: ["read", "write", "env", "sys"],
  summary: "grades from points, by the rules of the course",
  flags: {
    points,
    quiz,
    out,
    moodle: text("moodle", {
      default: undefined,
      placeholder: "FILE.csv",
      help: "writes what Moodle's grade import takes",
    }),
  },
  commands: [evidence, recheck, explain, override, what, leaderboard],
  examples: [
    "grade from-evidence collected --out points.csv",
    "grade recheck collected --sample 20% --jobs 2",
    "grade --quiz 1=week2.csv,2=week4.csv --out grades.csv",
    "grade explain ada@example.org",
    "grade what-if ada@example.org --tier A",
  ],
  async run({ host, flags }) {
    const { grades } = await readCourse({
      points: flags.points,
      quizzes: quizFiles(flags.quiz),
    }, host.err);
    // Everything is known to be right: only now is anything written.
    if (flags.out !== undefined) {
      await replaceFile(flags.out, gradesCsv(grades));
    }
    if (flags.moodle !== undefined) {
      await replaceFile(flags.moodle, moodleCsv(grades));
    }
    host.out(gradesText(grades));
    return Exit.ok;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), gradeTool));
