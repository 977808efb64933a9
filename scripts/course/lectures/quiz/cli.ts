/**
 * `deno task lectures:quiz`
 * @module
 */

import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  integer,
  oneOf,
  realHost,
  runTool,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { parseBank } from "./bank.ts";
import { gift } from "./gift.ts";
import { moodleXml } from "./moodle_xml.ts";
import { readText } from "../../../lib/files/mod.ts";

const FORMATS = ["gift", "xml"] as const;

/** The tool. It works on the current directory, the checkout's root. */
export const quizTool: Tool = defineTool({
  name: "lectures:quiz",
  summary: "prints the questions of a week as Moodle takes them",
  flags: {
    week: integer("week", { default: 1, min: 1, max: 12, help: "which week" }),
    graded: boolean("graded", {
      help: "without the practice questions, whose answers students have",
    }),
    format: oneOf<(typeof FORMATS)[number], (typeof FORMATS)[number]>(
      "format",
      FORMATS,
      {
        default: "xml",
        help: "GIFT is short, XML keeps everything",
      },
    ),
  },
  examples: [
    "lectures:quiz --week 3 --format gift > week3.gift",
    "lectures:quiz --week 3 --graded > week3.xml",
  ],
  async run({ host, flags }) {
    const path = `lectures/quiz/week${flags.week}.yaml`;
    const bank = parseBank(await readText(path));
    if (typeof bank === "string") {
      throw new CouldNotRun(`Cannot read ${path}: ${bank}`);
    }
    const asked = flags.graded
      ? {
        ...bank,
        questions: bank.questions.filter(({ practice }) => !practice),
      }
      : bank;
    host.out(
      (flags.format === "gift" ? gift(asked) : moodleXml(asked)).trimEnd(),
    );
    return Exit.ok;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), quizTool));
