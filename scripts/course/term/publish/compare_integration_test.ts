// Runs with -P=test-system
import assert from "node:assert/strict";
import { gradeOf } from "../../grade/grade.ts";
import { gradesCsv, moodleCsv } from "../../grade/render.ts";
import { full, workOf } from "../../grade/samples.ts";
import { publishedProblems } from "./compare.ts";
import { studentPage } from "./student_page.ts";

const WORKS = [
  workOf({
    student: "ada@x.org",
    entries: full(["1", "2", "3"]),
    quiz: 0.0667,
  }),
  workOf({ student: "bob@x.org", entries: full(["1"]), exam: 0.5 }),
];
const GRADES = WORKS.map(gradeOf);

async function problems(
  change: (path: string, text: string) => string = (_, text) => text,
): Promise<readonly string[]> {
  const out = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${out}/site`);
    const put = (path: string, text: string) =>
      Deno.writeTextFile(`${out}/${path}`, change(path, text));
    await put(
      "pages.csv",
      "student,page\nada@x.org,a.html\nbob@x.org,b.html\n",
    );
    await put("moodle.csv", moodleCsv(GRADES));
    for (const [i, url] of ["a.html", "b.html"].entries()) {
      const [work, grade] = [WORKS[i], GRADES[i]];
      assert.ok(work && grade);
      await put(
        `site/${url}`,
        studentPage({ work, grade, name: "x", url }).body,
      );
    }
    return await publishedProblems(out, gradesCsv(GRADES));
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

Deno.test("what was published is what grade computes", async () => {
  assert.deepEqual(await problems(), []);
});

const PLANTED: Readonly<
  Record<string, readonly [string, (text: string) => string, RegExp]>
> = {
  "another total on a page": [
    "site/a.html",
    (text) => text.replace('data-total="70.0667"', 'data-total="70.07"'),
    /a\.html: it shows 70\.07/,
  ],
  "another grade on a page": [
    "site/b.html",
    (text) => text.replace('data-tier="D"', 'data-tier="C"'),
    /b\.html: it shows .* and C/,
  ],
  "another line for Moodle": [
    "moodle.csv",
    (text) => text.replace("57", "58"),
    /bob@x\.org has 58/,
  ],
  "a student without a page": [
    "pages.csv",
    (text) => text.replace("bob@x.org,b.html\n", ""),
    /bob@x\.org has no page/,
  ],
};

for (const [what, [target, change, words]] of Object.entries(PLANTED)) {
  Deno.test(`${what} is found`, async () => {
    const found = await problems((path, text) =>
      path === target ? change(text) : text
    );
    assert.match(found.join("\n"), words);
  });
}
