/**
 * The report of a recheck: for each point what was claimed, what was measured
 * again, and by which revision. As a table for spreadsheets and as a page.
 * @module
 */

import { stringify } from "csv-stringify/sync";
import { escapeHtml, printable } from "../../lib/text/mod.ts";
import type { Result } from "./result.ts";

/** A line a check. */
export function reportCsv(results: readonly Result[]): string {
  const lines = results.flatMap((result) => {
    const { student, lab, status, why, revision } = result;
    const head = [student, String(lab)];
    if (result.checks.length === 0) {
      return [[...head, "", "", "", "", status, why, revision]];
    }
    return result.checks.map((
      { id, task, claimed = "", measured = "", outcome, words },
    ) => [
      ...head,
      task === 0 ? "bonus" : String(task),
      id,
      claimed,
      measured,
      outcome,
      words,
      revision,
    ]);
  });
  const columns = [
    ...["student", "lab", "task", "check", "claimed", "measured_again"],
    ...["outcome", "words", "revision"],
  ];
  return stringify([columns, ...lines].map((line) => line.map(printable)), {
    escape_formulas: true,
  });
}

/** Lines of points.csv. */
export function pointsLines(
  results: readonly Result[],
): readonly (readonly string[])[] {
  return results.flatMap(({ student, lab, paid }) =>
    paid.map(({ task, points, undecided, by }) => [
      student,
      String(lab),
      task === 0 ? "bonus" : String(task),
      String(points),
      "",
      by,
      undecided === 0 ? "" : String(undecided),
    ])
  );
}

/** The page. */
export function reportHtml(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const points = result.paid.reduce((sum, one) => sum + one.points, 0);
    const open = result.paid.reduce((sum, one) => sum + one.undecided, 0);
    const checks = result.checks.map(({ id, claimed, measured, words }) =>
      `<li><b>${escaped(id)}</b> claimed ${escaped(claimed ?? "nothing")}, ` +
      `measured ${escaped(measured ?? "not again")}: ${escaped(words)}</li>`
    ).join("");
    const details = checks === ""
      ? ""
      : `<details><summary>checks</summary><ul>${checks}</ul></details>`;
    return `<tr class="${result.status}"><td>${escaped(result.student)}</td>` +
      `<td>${result.lab}</td><td>${result.status}</td><td>${points}</td>` +
      `<td>${open}</td><td>${escaped(result.why)}${details}</td>` +
      `<td>${result.seconds.toFixed(1)} s</td>` +
      `<td>${escaped(result.revision.slice(0, 12))}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Measured again</title>
<style>
body { font: 16px/1.5 sans-serif; margin: 2rem; }
td, th { padding: .3rem .6rem; text-align: left; vertical-align: top; }
tr { border-top: 1px solid #bbb; }
.differs, .refused { background: #fde8e8; }
.open, .error { background: #fff4d6; }
</style>
<h1>Measured again</h1>
<p>Points count when a check was claimed and passed again. Open points could not
be measured again, and a person decides. One claim that is not true stops all
points of its lab until a person has looked at it.</p>
<table><tr><th>Student<th>Lab<th>Outcome<th>Points<th>Open<th>Why<th>Time
<th>Revision</tr>
${rows.join("\n")}
</table></html>
`;
}

function escaped(text: string): string {
  return escapeHtml(printable(text));
}
