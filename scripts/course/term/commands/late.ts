/**
 * `deno task course late`
 * @module
 */

import { defineTool, Exit, text, type Tool } from "../../../lib/cli/mod.ts";
import { readGiven, replaceFile } from "../../../lib/files/mod.ts";
import { readPoints } from "../../grade/points_file.ts";
import { bundlesIn } from "../collect/collect.ts";
import { readSeen, withLateHours } from "../collect/seen.ts";
import { readTerm } from "../course_file.ts";
import { readOverrides, withOverrides } from "../override.ts";
import { pointsText } from "../points_text.ts";

/** `course late` */
export const late: Tool = defineTool({
  name: "late",
  needs: ["read", "write", "env", "sys"],
  summary: "writes into points.csv how late each lab was, and past decisions",
  flags: {
    course: text("course", {
      default: "course.yaml",
      placeholder: "FILE.yaml",
      help: "the dates of the term",
    }),
    points: text("points", {
      default: "points.csv",
      placeholder: "FILE.csv",
      help: "as grade from-evidence or grade recheck writes it; it is changed",
    }),
  },
  operands: {
    usage: "FOLDER",
    help: "as course collect writes it",
    min: 1,
    max: 1,
  },
  async run({ host, flags, operands: [folder = ""] }) {
    const term = await readTerm(flags.course);
    const works = readPoints(flags.points, await readGiven(flags.points));
    const now = await bundlesIn(works, folder, new Date(0).toISOString());
    const current = new Map(
      now.map(({ student, lab, sha256 }) => [`${student}\n${lab}`, sha256]),
    );
    const overrides = await readOverrides(flags.points);
    const dated = withLateHours(works, term, await readSeen(folder), current);
    const all = withOverrides(dated, overrides);
    await replaceFile(flags.points, pointsText(all));
    const lateLabs = new Set(
      all.flatMap(({ student, entries }) =>
        entries.filter(({ lateHours }) => lateHours > 0)
          .map(({ lab }) => `${student} ${lab}`)
      ),
    );
    host.out(
      `${flags.points}: ${lateLabs.size} labs came late, ${overrides.length} ` +
        "earlier decisions hold",
    );
    return Exit.ok;
  },
});
