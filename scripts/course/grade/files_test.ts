import assert from "node:assert/strict";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { quizFiles } from "./course.ts";
import { manyStudents } from "./grade_fixture.ts";
import { gradeOf } from "./grade.ts";
import { quizPercents, rankWindow } from "./leaderboard.ts";
import { readPoints } from "./points_file.ts";
import { pseudonyms } from "./pseudonym.ts";
import { readQuiz } from "./quiz_file.ts";
import { pointsCsv } from "./from_evidence.ts";
import { explanation, gradesCsv, gradesText } from "./render.ts";

const HEAD = "student,lab,task,points,late_hours,by\n";

for (
  const [what, text, said] of [
    ["no column points", "student,lab,task\nada,1,1\n", /column points is/],
    ["an empty file", "", /column student, lab, task, points is missing/],
    ["too many points", `${HEAD}ada,1,2,4,,\n`, /p\.csv:2: points .* 0 to 3/],
    ["points that are no number", `${HEAD}ada,1,1,six,,\n`, /p\.csv:2: points/],
    ["no such lab", `${HEAD}ada,13,1,1,,\n`, /p\.csv:2: lab .* 1 to 12/],
    ["half a lab", `${HEAD}ada,1.5,1,1,,\n`, /p\.csv:2: lab must be a whole/],
    ["no such task", `${HEAD}ada,2,3,1,,\n`, /p\.csv:2: task .*1, 2, bonus/],
    ["a bonus in Lab 11", `${HEAD}ada,11,bonus,1,,\n`, /p\.csv:2: task/],
    ["no student", `${HEAD},1,1,1,,\n`, /p\.csv:2: student is empty/],
    [
      "a task twice",
      `${HEAD}ada,1,1,1,,\nada,1,1,2,,\n`,
      /p\.csv:3: .*p\.csv:2/,
    ],
    ["an exam of 101 %", `${HEAD}ada,exam,,101,,\n`, /p\.csv:2: points/],
    ["lateness below 0", `${HEAD}ada,1,1,1,-1,\n`, /p\.csv:2: late_hours/],
    [
      "a quote that is not closed",
      `${HEAD}"ada,1,1,1,,\n`,
      /p\.csv: .*[Qq]uote/,
    ],
    ["a line with too few fields", `${HEAD}ada,1\n`, /p\.csv: .*line 2/],
  ] as const
) {
  Deno.test(`readPoints() refuses ${what}, and says where`, () => {
    assert.throws(
      () => readPoints("p.csv", text),
      (error) => error instanceof CouldNotRun && said.test(error.message),
    );
  });
}

Deno.test("all problems of a file are reported together", () => {
  const text = `${HEAD}ada,1,1,7,,\nbob,0,1,1,,\n`;
  assert.throws(() => readPoints("p.csv", text), /p\.csv:2[^]*p\.csv:3/);
});

Deno.test("Excel's file is read: semicolons, decimal commas, a byte order mark", () => {
  const text = "\uFEFFstudent;lab;task;points;late_hours;by\nada;1;1;5,5;;me\n";
  const [ada] = readPoints("p.csv", text);
  assert.equal(ada?.entries[0]?.points, 5.5);
});

Deno.test("Moodle's export is read: the best attempt, none under way, no mean", () => {
  const text = `"Last name","First name","Email address","Grade/10.00"
Lovelace,Ada,ada@example.org,7.00
Lovelace,Ada,ada@example.org,9.00
Babbage,Charles,charles@example.org,-
"Overall average",,,8.00
`;
  assert.deepEqual(readQuiz("q.csv", text), [{
    student: "ada@example.org",
    score: 9,
  }]);
  assert.throws(() => readQuiz("q.csv", "a,b\n1,2\n"), /ID number or Email/);
});

Deno.test("two at the top share the first two shares; late joiners lose only what is over", () => {
  const window = [["ada", 9], ["bob", 9], ["eve", 8]] as const;
  const scores = window.map(([student, score]) => ({ student, score }));
  assert.deepEqual(
    rankWindow(scores).map(({ rank, percent }) => [rank, percent]),
    [[1, 0.25], [1, 0.25], [3, 0.1]],
  );
  const late = { student: "zoe", score: 10 };
  const percents = quizPercents([scores, [...scores, late]]);
  assert.equal(percents.get("zoe"), 0.3);
});

Deno.test("eleven at the top share 1 %", () => {
  const scores = Array.from(
    { length: 11 },
    (_, i) => ({ student: `s${i}`, score: 5 }),
  );
  const sum = rankWindow(scores).reduce((all, one) => all + one.percent, 0);
  assert.ok(Math.abs(sum - 1) < 1e-6);
});

Deno.test("pseudonyms are the same for one salt, others for another, never shared", () => {
  const students = Array.from({ length: 500 }, (_, i) => `student${i}`);
  const one = pseudonyms(students, "salt");
  assert.deepEqual([...pseudonyms(students, "salt")], [...one]);
  assert.equal(new Set(one.values()).size, 500);
  const other = pseudonyms(students, "pepper");
  const same = students.filter((name) => one.get(name) === other.get(name));
  assert.ok(same.length < 25, `${same.length} of 500 have the same name`);
});

Deno.test("each point of a grade is explained by its line", () => {
  const text = `${HEAD}ada,3,1,6,0,checks 3.1 to 3.8\nada,3,2,2,0,Grace\n`;
  const [ada] = readPoints("points.csv", text);
  assert.ok(ada);
  const said = explanation(ada, gradeOf(ada));
  assert.match(said, /task 1 +6 +checks 3\.1 to 3\.8 \(points\.csv:2\)/);
  assert.match(said, /task 2 +2 +Grace \(points\.csv:3\)/);
  assert.match(said, /Lab 3: 8 points x 0\.7 = 5\.6 %/);
});

Deno.test("500 students are graded, each by their own lines", () => {
  const works = readPoints("p.csv", manyStudents(500));
  assert.equal(works.length, 500);
  for (const work of works) {
    const lines = work.entries.map(({ where }) => where);
    assert.equal(new Set(lines).size, 35);
    assert.ok(gradeOf(work).total <= 100);
  }
});

Deno.test("quizFiles() refuses windows that there are not, and two of one", () => {
  assert.deepEqual(quizFiles("2=b.csv")[1], "b.csv");
  assert.throws(() => quizFiles("6=b.csv"), /windows 1 to 5/);
  assert.throws(() => quizFiles("1=a.csv,1=b.csv"), /window 1 twice/);
});

Deno.test("undecided points are shown, and are in no sum", () => {
  const head = "student,lab,task,points,late_hours,by,undecided\n";
  const text = `${head}ada,3,1,4,0,3 of 5 checks; 3.6 disputed: 50.4,1.5\n`;
  const [ada] = readPoints("points.csv", text);
  assert.ok(ada);
  const grade = gradeOf(ada);
  assert.equal(grade.sum, 2.8);
  assert.equal(grade.undecided, 1.05);
  assert.match(explanation(ada, grade), /points\.csv:2\), 1\.5 undecided/);
  assert.match(gradesCsv([grade]), /,tier,undecided\n[^]*,1\.05\n/);
  assert.match(gradesText([grade]), /D \(1\.05 % undecided\)/);
  const [decided] = readPoints("points.csv", text.replace(",1.5\n", ",\n"));
  assert.doesNotMatch(gradesCsv([gradeOf(decided ?? ada)]), /undecided/);
  assert.throws(
    () => readPoints("p.csv", text.replace(",1.5", ",9")),
    /undecided/,
  );
});

Deno.test("a proposal without anything undecided has the columns of old", () => {
  const line = ["ada", "3", "1", "6", "", "5 of 5 checks: 3.1"];
  const csv = (undecided: string) =>
    pointsCsv({ lines: [[...line, undecided]] });
  assert.match(csv(""), /^student,lab,task,points,late_hours,by\n/);
  assert.match(csv("1.5"), /by,undecided\n[^]*,1\.5\n$/);
});

Deno.test("a spreadsheet runs nothing that a student wrote", () => {
  for (const name of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"]) {
    const text = pointsCsv({ lines: [[name, "1", "1", "6", "", name, ""]] });
    assert.doesNotMatch(text, /(?:^|,)"?[=+\-@\t]/m);
  }
});
