/**
 * A student's page: every point, where it comes from, and the cheapest way to the
 * next grade.
 * @module
 */

import { escapeHtml, printableLine } from "../../../lib/text/mod.ts";
import type { Entry, Grade, Work } from "../../grade/grade.ts";
import { sumText } from "../../grade/render.ts";
import { EXAM, mostPoints, TIERS } from "../../grade/rules.ts";
import { type Way, whatIf } from "../../grade/what_if.ts";
import type { Page } from "../../site/model/page.ts";

/** The subject of a page. */
export interface Published {
  readonly work: Work;
  readonly grade: Grade;
  /** How the page calls the student. */
  readonly name: string;
  /** Its address below the website's root. */
  readonly url: string;
}

/** The page. Its figures stand in attributes, too, so that they can be compared. */
export function studentPage({ work, grade, name, url }: Published): Page {
  return {
    url,
    title: `Grade of ${name}`,
    section: "term",
    isUnsearched: true,
    body: `# Grade of ${safe(name)}

<p class="lead" data-total="${
      sumText(grade.total, 4)
    }" data-tier="${grade.tier}"><strong>${
      sumText(grade.total, 2)
    } %</strong>, grade <strong>${grade.tier}</strong>${
      grade.undecided > 0
        ? `. Up to ${sumText(grade.undecided, 2)} % more wait for a decision`
        : ""
    }</p>

## What it is made of

${sumTable(grade)}

## The cheapest way to the next grade

${nextGrade(grade)}

## Every point

${pointsTable(work, grade)}
`,
  };
}

function sumTable(grade: Grade): string {
  return table(["Part", "Percent"], [
    ["Labs 1 to 10, Tasks 1 and 2", sumText(grade.main, 2)],
    ["Bonus tasks", sumText(grade.bonus, 2)],
    ["Quizzes", sumText(grade.quiz, 4)],
    ["Labs 11 and 12", sumText(grade.extra, 2)],
    [`Exam, at most ${EXAM}`, sumText(grade.exam, 2)],
    ["Sum", sumText(grade.sum, 2)],
  ]);
}

function nextGrade(grade: Grade): string {
  const at = TIERS.findIndex(({ tier }) => tier === grade.tier);
  const next = TIERS[at - 1];
  if (next === undefined) return "There is no better grade than this one.";
  const { missing, ways, together } = whatIf(grade, next.tier);
  const [cheapest, ...others] = ways;
  const head = `${sumText(missing, 2)} % are missing for grade ${next.tier}. `;
  if (cheapest !== undefined) {
    const rest = others.length === 0
      ? ""
      : `\n\nEach of these is enough, too:\n\n${
        others.map((way) => `- ${wayText(way)}`).join("\n")
      }`;
    return `${head}The least work is ${wayText(cheapest)}.${rest}`;
  }
  if (together.length > 0) {
    return `${head}No single part is enough; all of these together are:\n\n${
      together.map((way) => `- ${wayText(way)}`).join("\n")
    }`;
  }
  return `${head}So much can no longer be reached.`;
}

function wayText({ what, need, left, unit, worth }: Way): string {
  return `${what}: ${need} of the ${left} ${unit} that are left, ${
    Math.round(worth * 1e4) / 1e4
  } % each`;
}

function pointsTable({ entries }: Work, grade: Grade): string {
  const sorted = entries.toSorted((a, b) =>
    a.lab - b.lab || (a.task < b.task ? -1 : 1)
  );
  const rows = sorted.map((entry) => [
    String(entry.lab),
    entry.task,
    `${entry.points} of ${mostPoints(entry.lab, entry.task)}${openText(entry)}`,
    safe(printableLine(entry.by)),
    // The file's name: its folder does not concern the reader.
    safe(entry.where.replace(/^.*[\\/]/, "")),
  ]);
  const late = grade.labs.filter((one) => one.late !== undefined)
    .map(({ lab, late = "" }) => `- Lab ${lab}: ${safe(late)}`);
  return table(
    ["Lab", "Task", "Points", "Source", "Where"],
    rows,
  ) +
    (late.length === 0 ? "" : `\n\nHanded in late:\n\n${late.join("\n")}`);
}

function openText({ undecided = 0 }: Entry): string {
  return undecided > 0 ? `, ${undecided} undecided` : "";
}

/** A table as HTML: what students wrote must not be read as Markdown. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const row = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  return `<div class="wide" role="group" tabindex="0" aria-label="Table"><table><thead>${
    row("th", heads).replaceAll("<th>", '<th scope="col">')
  }</thead><tbody>${
    rows.map((cells) => row("td", cells)).join("")
  }</tbody></table></div>`;
}

/** Text that is neither HTML nor Markdown. */
export function safe(text: string): string {
  return escapeHtml(text).replace(
    /[\\`*_[\]~]/g,
    (mark) => `&#${mark.codePointAt(0)};`,
  );
}
