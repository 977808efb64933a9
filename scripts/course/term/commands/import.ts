/**
 * `deno task course import`
 * @module
 */

import { defineTool, Exit, text, type Tool } from "../../../lib/cli/mod.ts";
import { readGiven, replaceFile } from "../../../lib/files/mod.ts";
import { readRoster, rosterCsv } from "../roster.ts";

/** `course import` */
export const importing: Tool = defineTool({
  name: "import",
  needs: ["read", "write", "env", "sys"],
  summary: "students from a CSV of Moodle, Canvas or GitHub Classroom",
  flags: {
    forks: text("forks", {
      default: undefined,
      placeholder: "URL",
      help: "where a fork is, with {github} in it; the CSV needs that column",
    }),
    out: text("out", {
      default: "students.csv",
      placeholder: "FILE.csv",
      help: "where the students are written",
    }),
  },
  operands: { usage: "FILE.csv", help: "the export", min: 1, max: 1 },
  examples: [
    'course import participants.csv --forks "https://github.com/{github}/quickticket.git"',
  ],
  async run({ host, flags, operands: [file = ""] }) {
    const students = readRoster(file, await readGiven(file), flags.forks);
    await replaceFile(flags.out, rosterCsv(students));
    const without = students.filter(({ fork }) => fork === "");
    host.out(`${flags.out}: ${students.length} students`);
    if (without.length > 0) {
      host.err(
        `${without.length} have no fork yet, such as ${without[0]?.student}: ` +
          "fill in the column fork, or import a CSV with a column GitHub " +
          "and --forks",
      );
    }
    return Exit.ok;
  },
});
