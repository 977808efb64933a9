/**
 * Writes points.csv again after an instructor changed a line of it.
 * @module
 */

import { stringify } from "csv-stringify/sync";
import { exact, type Work } from "../grade/grade.ts";
import { COLUMNS } from "../grade/points_file.ts";

/** All lines, by student and lab. */
export function pointsText(works: readonly Work[]): string {
  const lines = works.flatMap(({ student, entries, exam }) => [
    ...entries.toSorted((a, b) => a.lab - b.lab || (a.task < b.task ? -1 : 1))
      .map((
        { lab, task, points, lateHours, by, undecided = 0 },
      ) => [
        student,
        String(lab),
        task,
        String(points),
        lateHours === 0 ? "" : String(lateHours),
        by,
        undecided === 0 ? "" : String(undecided),
      ]),
    ...exam === undefined
      ? []
      : [[student, "exam", "", String(exact(exam * 100)), "", "the exam", ""]],
  ]);
  return stringify([COLUMNS, ...lines], { escape_formulas: true });
}
