/**
 * Generated parts of documents that need the course's own tools: grades, proofs,
 * counts of lectures, the edition. Students get these parts as plain text.
 * @module
 */

import { EDITION, type Made, parseEdition } from "../../course/edition/mod.ts";
import {
  EXAM,
  gradeOf,
  PER_POINT,
  SAMPLES,
  SHARES,
  TIERS,
  WINDOWS,
  workOf,
} from "../../course/grade/mod.ts";
import {
  type Counts,
  countsOf,
  countsTable,
  parseClaims,
  parseDeck,
  PATHS,
} from "../../course/lectures/mod.ts";
import {
  checksTable,
  keptProofsTable,
  keptTallyTable,
  messagesCatalogue,
} from "../../course/verify_labs/mod.ts";
import { keptOutagesTable } from "../../course/verify_labs/negative_controls/mod.ts";
import { type Blocks, markdownTable } from "../../lib/text/mod.ts";
import { readText } from "../../lib/files/mod.ts";

/** The blocks, from the files of the current directory. */
export async function courseBlocks(): Promise<Blocks> {
  const edition = parseEdition(await readText(EDITION));
  return new Map([
    ["counts", countsTable(await lectures(), await claimsOf())],
    ["proofs", await keptProofsTable()],
    ["checks", await checksTable()],
    ["messages", await messagesCatalogue()],
    ["variants", await keptTallyTable()],
    ["negative-controls", await keptOutagesTable()],
    ["makes", madeTable(edition.students_make)],
    ["assets", madeTable(edition.provides)],
    ["grading", gradingTable()],
    ["samples", sampleTable()],
    ["shares", sharesText()],
    ["tiers", tierTable()],
  ]);
}

async function lectures(): Promise<readonly Counts[]> {
  return await Promise.all(
    PATHS.map(async (path) => countsOf(parseDeck(path, await readText(path)))),
  );
}

/** Counts the checked claims of a file. */
async function claimsOf(): Promise<(path: string) => number> {
  const claims = parseClaims(await readText("lectures/claims.yaml"));
  if (typeof claims === "string") throw new Error(claims);
  return (path) => claims.filter(({ file }) => file === path).length;
}

function madeTable(all: readonly Made[]): string {
  return markdownTable(
    ["Path", "What", "Labs"],
    all.map(({ path, what, labs }) => [
      `\`${path}\``,
      what,
      labs.join(", "),
    ]),
  );
}

function gradingTable(): string {
  const weekly = 100 * PER_POINT.weekly;
  const bonus = 20 * PER_POINT.weekly;
  const extra = 20 * PER_POINT.extra;
  const best = WINDOWS * (SHARES[0] ?? 0);
  return markdownTable(["Component", "Points", "Percent", "What it rewards"], [
    [
      "Labs 1 to 10: Tasks 1 and 2, Lab 1's Task 3",
      "100",
      `${weekly}`,
      "the project",
    ],
    ["Bonus tasks of Labs 1 to 10", "20", `${bonus}`, "going further"],
    [
      "Quizzes, five windows",
      "-",
      `up to ${best} for one student, ${WINDOWS} for all together`,
      "the week's ideas",
    ],
    ["Labs 11 and 12", "20", `${extra}`, "patterns and resilience"],
    ["Exam, if you like", "-", `${EXAM}`, "all of it, in writing"],
  ]);
}

function sampleTable(): string {
  return markdownTable(
    [
      "Who does",
      "Labs",
      "Bonus",
      "Quizzes",
      "Labs 11, 12",
      "Exam",
      "Total",
      "",
    ],
    SAMPLES.map(({ profile, work }) => {
      const { main, bonus, quiz, extra, exam, sum, total, tier } = gradeOf(
        workOf(work),
      );
      return [
        profile,
        ...[main, bonus, quiz, extra, exam].map(String),
        sum > total ? `${total} (of ${sum})` : `${total}`,
        tier,
      ];
    }),
  );
}

function sharesText(): string {
  const groups = Map.groupBy(SHARES.entries(), ([, share]) => share);
  return [...groups].map(([share, ranks]) => {
    const [first = 0, last = 0] = [ranks[0]?.[0], ranks.at(-1)?.[0]];
    const rank = first === last
      ? `rank ${first + 1}`
      : `ranks ${first + 1} to ${last + 1}`;
    return `${rank}: ${share} %${first === last ? "" : " each"}`;
  }).join(", ") + ".";
}

function tierTable(): string {
  return markdownTable(
    ["Grade", "Total"],
    TIERS.map(({ tier, from }, i) => {
      const above = TIERS[i - 1]?.from;
      return [
        tier,
        above === undefined
          ? `${from} and more`
          : `${from} and more, below ${above}`,
      ];
    }),
  );
}
