import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { type Grade, gradeOf } from "./grade.ts";
import { full, workOf } from "./grade_fixture.ts";
import { rankWindow } from "./leaderboard.ts";
import {
  explanation,
  gradesCsv,
  gradesText,
  leaderboardText,
  moodleCsv,
  whatIfText,
} from "./render.ts";
import { whatIf } from "./what_if.ts";

const ALL = ["1", "2", "3", "bonus"] as const;

function grade(work: Parameters<typeof workOf>[0]): Grade {
  return gradeOf(workOf(work));
}

Deno.test("a table of grades has one width for all, with the figures to the right", () => {
  const lines = gradesText([
    grade({ student: "ada.lovelace@example.org", entries: full(ALL) }),
    grade({ student: "bob", entries: full(["1"], 1, 1) }),
  ]).split("\n");
  assert.equal(lines.length, 3);
  const ends = (line: string, figure: string) =>
    line.indexOf(figure) + figure.length;
  const [head = "", ada = "", bob = ""] = lines;
  assert.equal(ends(head, "labs"), ends(ada, "70.00"));
  assert.equal(ends(head, "labs"), ends(bob, "4.20"));
  assert.match(ada, /84\.00 {2}B$/);
  assert.match(bob, /^bob {23}/);
});

Deno.test("a table of no grades is its heading", () => {
  assert.equal(gradesText([]).split("\n").length, 1);
});

Deno.test("grades as CSV can be read again, whatever students are called", () => {
  const names = ['Lovelace, "Ada"', "Zoë;Ω", "line\nbreak"];
  const grades = names.map((student) =>
    grade({ student, entries: full(ALL), exam: 1 / 3 })
  );
  const rows = parse(gradesCsv(grades), {
    columns: true,
  }) as unknown as readonly Readonly<Record<string, string>>[];
  assert.deepEqual(rows.map(({ student }) => student), names);
  for (const row of rows) {
    assert.deepEqual(
      [row.main, row.bonus, row.exam, row.sum, row.total, row.tier],
      ["70", "14", "10", "94", "94", "A"],
    );
  }
});

Deno.test("a share that never ends is written with four digits", () => {
  const csv = gradesCsv([grade({ quiz: 2 / 3 })]);
  assert.match(csv, /,0\.6667,/);
});

Deno.test("Moodle gets the total, never more than 100, under its own names", () => {
  const text = moodleCsv([
    grade({
      student: "ada@example.org",
      entries: [...full(ALL), ...full(["1", "2"], 11, 12)],
      exam: 1,
    }),
  ]);
  assert.equal(text, "Email address,Course total\nada@example.org,100\n");
});

Deno.test("an explanation names a late lab, extra labs at their worth, and the cap", () => {
  const work = workOf({
    entries: [...full(ALL), ...full(["1", "2"], 11, 12)].map((one) =>
      one.lab === 4 && one.task === "bonus"
        ? { ...one, lateHours: 12, where: "p.csv:9" }
        : one
    ),
    exam: 1,
  });
  const text = explanation(work, gradeOf(work));
  assert.match(text, /Lab 4: 6 points x 0\.7 = 4\.2 % \(12 h late: 6 of 12/);
  assert.match(text, /Lab 11: 10 points x 1\.5 = 15 %/);
  assert.match(text, /bonus {6}2 {2}a test \(p\.csv:9\)/);
  assert.match(text, /Exam: 30 of 30 %/);
  assert.match(text, /, 100 at most$/);
});

Deno.test("an explanation has a line for each entry, and none for labs not begun", () => {
  const work = workOf({ entries: full(["1", "2"], 2, 3) });
  const lines = explanation(work, gradeOf(work)).split("\n");
  assert.equal(lines.filter((line) => line.startsWith("  task")).length, 4);
  assert.deepEqual(
    lines.flatMap((line) => /^Lab (\d+):/.exec(line)?.[1] ?? []),
    ["2", "3"],
  );
  assert.doesNotMatch(lines.join("\n"), /at most/);
});

for (
  const [what, work, tier, said] of [
    ["is there", { entries: full(ALL), exam: 1 }, "A", /nothing is missing/],
    ["has one way", { entries: full(ALL) }, "A", /each of these is enough/],
    [
      "needs several",
      { entries: full(["1"], 1, 5) },
      "A",
      /no single item is enough, all of these are/,
    ],
  ] as const
) {
  Deno.test(`the text for a student says what ${what}`, () => {
    const own = grade(work);
    assert.match(whatIfText(own, whatIf(own, tier)), said);
  });
}

Deno.test("a student who cannot reach a tier reads what is missing, and no way", () => {
  const own = grade({ entries: full(["1"], 1, 2) });
  const text = whatIfText(own, {
    tier: "A",
    missing: 81.6,
    ways: [],
    together: [],
  });
  assert.match(text, /A is out of reach: 81\.6 % are missing/);
  assert.equal(text.split("\n").length, 1);
});

Deno.test("a leaderboard shows those who get something, by the name that is given", () => {
  const scores = Array.from(
    { length: 14 },
    (_, i) => ({ student: `student${i}`, score: 20 - i }),
  );
  const text = leaderboardText(2, rankWindow(scores), (one) => `<${one}>`);
  const lines = text.split("\n");
  assert.equal(lines[0], "Window 2 (labs 3 and 4): 14 took part");
  assert.equal(lines.length, 11);
  assert.match(lines[1] ?? "", /^ {3}1\. {2}<student0> +20 {2}0\.3 %$/);
  assert.doesNotMatch(text, /student10/);
});

Deno.test("a window without a quiz says so", () => {
  assert.equal(
    leaderboardText(5, [], String),
    "Window 5 (labs 9 and 10): no quiz yet",
  );
});
