/**
 * A course's students: read from what Moodle, Canvas or GitHub Classroom export,
 * and kept in one CSV of our own.
 * @module
 */

import { stringify } from "csv-stringify/sync";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { columnsOf, FieldError, readRows, refuse } from "../grade/csv_file.ts";
import { alike, studentName } from "../lab/bundles/student_name.ts";

/** A student. */
export interface Student {
  /** As points.csv calls them. */
  readonly student: string;
  readonly name: string;
  /** Where their fork is; empty: not known yet. */
  readonly fork: string;
}

/** Headings by what they mean, in the order in which they are preferred. */
const HEADINGS = {
  student: [
    "student",
    "email address",
    "email",
    "sis login id",
    "id number",
    "sis user id",
    "identifier",
    "id",
  ],
  name: ["name", "full name", "student"],
  first: ["first name"],
  last: ["surname", "last name"],
  github: ["github", "github username", "github_username"],
  fork: ["fork", "student_repository_url", "repository"],
} as const;

/** Canvas puts lines of its own between the headings and the students. */
const NOT_A_STUDENT = /^(?:points possible|student, test|test student)$/i;

/**
 * Reads an export.
 * @param forks where a fork is, with `{github}` in it
 * @throws {CouldNotRun} telling every problem by file and line
 */
export function readRoster(
  file: string,
  text: string,
  forks: string | undefined,
): readonly Student[] {
  const head = columnsOf(file, text);
  const column = (meaning: keyof typeof HEADINGS): string | undefined => {
    for (const wanted of HEADINGS[meaning]) {
      const found = head.find((one) => one.trim().toLowerCase() === wanted);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  // Canvas calls the name "Student"; then the address is in another column.
  const isCanvas = head.some((one) => /^sis login id$/i.test(one.trim()));
  const id = isCanvas
    ? head.find((one) => /^sis login id$/i.test(one.trim()))
    : column("student");
  if (id === undefined) {
    throw new CouldNotRun(
      `Cannot read ${file}: it must have a column Email address (Moodle), SIS ` +
        `Login ID (Canvas) or identifier (GitHub Classroom); there are ` +
        (head.join(", ") || "none"),
    );
  }
  const [first, last, whole] = [
    column("first"),
    column("last"),
    column("name"),
  ];
  const [github, fork] = [column("github"), column("fork")];
  const rows = readRows(file, text, [], (row): Student | undefined => {
    const name = whole !== undefined && whole !== id
      ? row.optional(whole)
      : [first, last].map((one) => one && row.optional(one)).filter(Boolean)
        .join(" ");
    if (NOT_A_STUDENT.test(name.trim())) return undefined;
    const given = row.optional(id);
    if (given === "") {
      throw new FieldError(
        `${row.where}: ${id} is empty, so ${
          name || "this line"
        } names no student`,
      );
    }
    const user = github === undefined ? "" : row.optional(github);
    const own = fork === undefined ? "" : row.optional(fork);
    return {
      student: studentName(given),
      name,
      fork: own !== "" || user === ""
        ? own
        : (forks ?? "").replaceAll("{github}", encodeURIComponent(user)),
    };
  }).filter((one) => one !== undefined);
  refuse(alike(new Set(rows.map(({ student }) => student))));
  refuse(twice(file, rows));
  if (rows.length === 0) {
    throw new CouldNotRun(`Cannot import ${file}: it has no student`);
  }
  return rows.toSorted((a, b) => a.student < b.student ? -1 : 1);
}

function twice(file: string, rows: readonly Student[]): readonly string[] {
  const byName = Map.groupBy(rows, ({ student }) => student);
  return [...byName].filter(([, own]) => own.length > 1)
    .map(([student]) => `${file}: ${student} is there twice`);
}

/** As our own CSV. */
export function rosterCsv(students: readonly Student[]): string {
  return stringify([...students], {
    header: true,
    columns: ["student", "name", "fork"],
    escape_formulas: true,
  });
}
