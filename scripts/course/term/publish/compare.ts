/**
 * Whether what was published is what `deno task grade` computes: the figures of
 * every page and every line of Moodle's file, read back from what was written.
 * @module
 */

import { readText } from "../../../lib/files/mod.ts";
import { readRows } from "../../grade/csv_file.ts";

/** Every difference, in sentences. @param grades CSV of `grade --out` */
export async function publishedProblems(
  out: string,
  grades: string,
): Promise<readonly string[]> {
  const computed = new Map(
    readRows("grades.csv", grades, ["student", "total", "tier"], (row) => ({
      student: row.field("student"),
      total: Number(row.field("total")),
      tier: row.field("tier"),
    })).map((one) => [one.student, one]),
  );
  const pages = readRows(
    `${out}/pages.csv`,
    await readText(`${out}/pages.csv`),
    ["student", "page"],
    (row) => ({ student: row.field("student"), page: row.field("page") }),
  );
  const moodle = new Map(
    readRows(
      `${out}/moodle.csv`,
      await readText(`${out}/moodle.csv`),
      ["Course total"],
      (row) =>
        [
          row.optional("Email address") || row.optional("ID number"),
          Number(row.field("Course total")),
        ] as const,
    ),
  );
  const problems: string[] = [];
  for (const { student, page } of pages) {
    const wanted = computed.get(student);
    const html = await readText(`${out}/site/${page}`);
    const [, total, tier] =
      /data-total="([\d.]+)" data-tier="(\w)"/.exec(html) ?? [];
    if (
      wanted === undefined || Number(total) !== wanted.total ||
      tier !== wanted.tier
    ) {
      problems.push(
        `${page}: it shows ${total} and ${tier}, grade computes ` +
          `${wanted?.total} and ${wanted?.tier}`,
      );
    }
    if (moodle.get(student) !== wanted?.total) {
      problems.push(
        `moodle.csv: ${student} has ${moodle.get(student)}, grade computes ` +
          `${wanted?.total}`,
      );
    }
  }
  const missing = [...computed.keys()].filter((student) =>
    !pages.some((one) => one.student === student)
  );
  return [...problems, ...missing.map((one) => `${one} has no page`)];
}
