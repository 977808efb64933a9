/**
 * `deno task grade override`
 * @module
 */

import {
  CouldNotRun,
  defineTool,
  Exit,
  integer,
  nearest,
  number,
  oneOf,
  text,
  type Tool,
  UsageError,
} from "../../../lib/cli/mod.ts";
import { readGiven, replaceFile } from "../../../lib/files/mod.ts";
import { readPoints } from "../../grade/points_file.ts";
import { ALL_LABS, type TaskId, TASKS } from "../../grade/rules.ts";
import { studentName } from "../../lab/bundles/student_name.ts";
import {
  entryOf,
  keepOverride,
  logOf,
  type Override,
  requirePossible,
  withOverrides,
} from "../override.ts";
import { pointsText } from "../points_text.ts";

/** `grade override` */
export const override: Tool = defineTool({
  name: "override",
  needs: ["read", "write", "env", "sys"],
  summary: "changes the points of one task after an appeal, and logs it",
  flags: {
    points: text("points", {
      default: "points.csv",
      placeholder: "FILE.csv",
      help: "the points; the log lies beside it",
    }),
    lab: integer("lab", {
      default: undefined,
      min: 1,
      max: ALL_LABS,
      help: "which lab",
    }),
    task: oneOf<TaskId, undefined>("task", TASKS, {
      default: undefined,
      help: "which task of it",
    }),
    to: number("to", {
      default: undefined,
      min: 0,
      max: 12,
      help: "the points that the task has from now on",
    }),
    reason: text("reason", {
      default: undefined,
      help: "why; the student reads it",
    }),
    name: text("name", {
      default: undefined,
      help: "who decided",
    }),
  },
  operands: {
    usage: "STUDENT",
    help: "as points.csv calls them",
    min: 1,
    max: 1,
  },
  examples: [
    'grade override ada@example.org --lab 3 --task 2 --to 4 --reason "3.6 was right" --name "Dr. Hopper"',
  ],
  async run({ host, flags, operands: [given = ""] }) {
    const { points, lab, task, to } = flags;
    const [reason, name] = [flags.reason?.trim(), flags.name?.trim()];
    const missing = Object.entries({ lab, task, to, reason, name })
      .filter(([, value]) => value === undefined || value === "")
      .map(([flag]) => `--${flag}`);
    if (
      lab === undefined || task === undefined || to === undefined || !reason ||
      !name
    ) {
      throw new UsageError(`Cannot override: ${missing.join(", ")} is missing`);
    }
    requirePossible({ lab, task, points: to });
    const works = readPoints(points, await readGiven(points));
    const student = studentName(given);
    const work = works.find((one) => one.student === student);
    if (work === undefined) {
      const meant = nearest(student, works.map((one) => one.student));
      throw new CouldNotRun(
        `Cannot find ${student}: there are ${works.length} students` +
          (meant === undefined ? "" : `, did you mean ${meant}?`),
      );
    }
    const before = entryOf(work, { lab, task })?.points;
    const one: Override = {
      student,
      lab,
      task,
      points: to,
      ...before === undefined ? {} : { before },
      reason,
      name,
      at: new Date(host.clock.now()).toISOString(),
    };
    // The log first: a change without its reason must not be possible.
    await keepOverride(points, one);
    await replaceFile(points, pointsText(withOverrides(works, [one])));
    host.out(
      `${student}, Lab ${lab}, task ${task}: ${
        before ?? "no"
      } points before, ` +
        `${to} now; ${logOf(points)} says why`,
    );
    return Exit.ok;
  },
});
