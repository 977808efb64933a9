/**
 * The files of a demonstration that people would bring: Moodle's list of
 * participants, course.yaml, and the quizzes.
 * @module
 */

import { stringify } from "csv-stringify/sync";
import { WINDOWS } from "../../grade/rules.ts";
import type { Draw, Person } from "./people.ts";

const DAY = 24 * 3_600_000;

/** When a lab is due, a week apart (ms). */
export function dueOf(start: number, lab: number): number {
  return start + lab * 7 * DAY;
}

/** As Moodle exports it, with a column that the course added. */
export function participantsCsv(people: readonly Person[]): string {
  return stringify(
    people.map((
      { first, last, email, github },
    ) => [first, last, email, github]),
    {
      header: true,
      columns: ["First name", "Last name", "Email address", "GitHub"],
    },
  );
}

/** A course.yaml with these dates. */
export function courseYaml(start: number, labs: readonly number[]): string {
  const iso = (ms: number): string => new Date(ms).toISOString();
  const windows = Array.from({ length: WINDOWS }, (_, i) => {
    const closes = dueOf(start, 2 * i + 2);
    return `  - { opens: "${iso(closes - 2 * DAY)}", closes: "${
      iso(closes)
    }", quiz: "quiz${i + 1}.csv" }`;
  });
  return `course: "QuickTicket, a demonstration"
students: students.csv
labs:
${
    labs.map((lab) => `  ${lab}: { due: "${iso(dueOf(start, lab))}" }`).join(
      "\n",
    )
  }
windows:
${windows.join("\n")}
late: { grace_hours: 2 }
`;
}

/** A quiz as Moodle exports it; those who did not come have no line. */
export function quizCsv(people: readonly Person[], draw: Draw): string {
  const rows = people.flatMap(({ first, last, email, skill, diligence }) => {
    if (draw() > diligence) return [];
    const score = Math.max(0, Math.min(10, 10 * skill + 3 * (draw() - 0.6)));
    return [[last, first, email, "Finished", score.toFixed(2)]];
  });
  return stringify(rows, {
    header: true,
    columns: [
      "Last name",
      "First name",
      "Email address",
      "State",
      "Grade/10.00",
    ],
  });
}
