/**
 * The pages of a whole term: grades and labs of all in charts, checks by how hard
 * they are, and the leaderboard. They name no student.
 * @module
 */

import { type Chart, chartOf } from "../../lectures/charts/chart.ts";
import { drawCharts } from "../../lectures/charts/draw.ts";
import type { Difficulty } from "../../edition/cohort.ts";
import type { Grade } from "../../grade/grade.ts";
import { rankWindow, type Score } from "../../grade/leaderboard.ts";
import { sumText } from "../../grade/render.ts";
import { ALL_LABS, mostPoints, TASKS, TIERS } from "../../grade/rules.ts";
import type { Page } from "../../site/model/page.ts";
import { safe, table } from "./student_page.ts";

/** Checks that are shown, the hardest first. */
const HARDEST = 15;

/** The data of the pages. */
export interface Cohort {
  readonly course: string;
  readonly grades: readonly Grade[];
  readonly windows: readonly (readonly Score[])[];
  readonly difficulties: readonly Difficulty[];
  /** The name of a student on a page for all. */
  readonly nameOf: (student: string) => string;
  /** There is a page of all grades. */
  readonly hasGrades: boolean;
}

/** Pages, and the drawings that they show. */
export interface CohortPages {
  readonly pages: readonly Page[];
  readonly charts: Readonly<Record<string, string>>;
}

/**
 * All grades with links to their pages. Only instructors have it, because a link
 * would show every reader the private address of one student.
 */
export function gradesPage(
  all: readonly {
    readonly name: string;
    readonly url: string;
    readonly grade: Grade;
  }[],
): Page {
  const rows = all.toSorted((a, b) => b.grade.total - a.grade.total).map((
    { name, url, grade },
  ) => [
    `<a href="${url.replace("term/", "")}">${safe(name)}</a>`,
    sumText(grade.total, 2),
    grade.tier,
    grade.undecided > 0 ? sumText(grade.undecided, 2) : "",
  ]);
  return {
    url: "term/grades.html",
    title: "All grades",
    section: "term",
    isUnsearched: true,
    body: `# All grades\n\n${
      table(["Student", "Total, %", "Grade", "Undecided, %"], rows)
    }\n`,
  };
}

/** Makes them. */
export async function cohortPages(cohort: Cohort): Promise<CohortPages> {
  const { tiers, labs } = chartsOf(cohort.grades);
  const drawn = await drawCharts({
    "term-tiers": tiers.chart,
    "term-labs": labs.chart,
  });
  return {
    charts: Object.fromEntries(
      Object.entries(drawn).map(([name, svg]) => [`charts/${name}.svg`, svg]),
    ),
    pages: [
      overview(cohort, tiers.words, labs.words),
      leaderboardPage(cohort),
    ],
  };
}

function chartsOf(grades: readonly Grade[]) {
  const counts = TIERS.map(({ tier }) =>
    grades.filter((grade) => grade.tier === tier).length
  );
  const source = { how: "computed", by: "deno task course publish" } as const;
  const labs = Array.from({ length: ALL_LABS }, (_, i) => i + 1);
  const shares = labs.map((lab) => {
    const most = TASKS.reduce((sum, task) => sum + mostPoints(lab, task), 0);
    const sum = grades.reduce(
      (all, grade) =>
        all + (grade.labs.find((one) => one.lab === lab)?.counted ?? 0),
      0,
    );
    return Math.round(100 * sum / (most * Math.max(1, grades.length)));
  });
  const bars = (
    label: string,
    names: readonly string[],
    values: readonly number[],
  ): Chart =>
    chartOf({
      kind: "bars",
      height: 320,
      x: { scale: "category", categories: [...names] },
      y: { label, min: 0 },
      series: [{ name: label, values: [...values] }],
      labels: true,
      source,
    });
  return {
    tiers: {
      chart: bars("students", TIERS.map(({ tier }) => tier), counts),
      words: TIERS.map(({ tier }, i) => `${tier}: ${counts[i]}`).join(", "),
    },
    labs: {
      chart: bars("points reached, %", labs.map(String), shares),
      words: labs.map((lab, i) => `Lab ${lab}: ${shares[i]} %`).join(", "),
    },
  };
}

function overview(
  { course, grades, difficulties, hasGrades }: Cohort,
  tiers: string,
  labs: string,
): Page {
  const hardest = difficulties.slice(0, HARDEST).map((one) => [
    `Lab ${one.lab}, ${one.id} ${safe(one.title)}`,
    `${Math.round(100 * one.passed)} %`,
    `${one.attempts} (${one.mostAttempts})`,
    String(one.students),
  ]);
  return {
    url: "term/index.html",
    title: "The term",
    section: "term",
    isUnsearched: true,
    body: `# ${safe(course)}

${grades.length} students. [The leaderboard](leaderboard.html) ranks the quizzes.${
      hasGrades ? " [All grades](grades.html) has a link to each page." : ""
    }

## Grades

![Students by grade. ${tiers}](charts/term-tiers.svg)

## Points of each lab

![Mean share of a lab's points. ${labs}](charts/term-labs.svg)

${
      hardest.length === 0 ? "" : `## The hardest checks

${table(["Check", "Passed", "Attempts (most)", "Students"], hardest)}
`
    }`,
  };
}

function leaderboardPage({ windows, nameOf }: Cohort): Page {
  const parts = windows.flatMap((scores, i) => {
    const places = rankWindow(scores).filter(({ percent }) => percent > 0);
    const heading = `## Window ${i + 1}: Labs ${2 * i + 1} and ${2 * i + 2}`;
    if (places.length === 0) {
      return [`${heading}\n\nThis quiz was not held yet.`];
    }
    return [
      `${heading}\n\n${
        table(
          ["Rank", "Name", "Score", "Percent of the grade"],
          places.map(({ rank, student, score, percent }) => [
            String(rank),
            safe(nameOf(student)),
            String(score),
            String(Math.round(percent * 1e4) / 1e4),
          ]),
        )
      }`,
    ];
  });
  return {
    url: "term/leaderboard.html",
    title: "Leaderboard",
    section: "term",
    isUnsearched: true,
    body: `# Leaderboard

A pseudonym is the same all term. Your own page tells you yours.

${parts.join("\n\n") || "There was no quiz yet."}
`,
  };
}
