import assert from "node:assert/strict";
import { gradeOf } from "../../grade/grade.ts";
import { full, workOf } from "../../grade/samples.ts";
import { safe, studentPage } from "./student_page.ts";

function bodyOf(given: Parameters<typeof workOf>[0]): string {
  const work = workOf(given);
  return studentPage({
    work,
    grade: gradeOf(work),
    name: "calm owl",
    url: "a.html",
  }).body;
}

Deno.test("the page shows each point, who gave it, and in which file", () => {
  const body = bodyOf({
    entries: [{
      lab: 3,
      task: "2",
      points: 3,
      undecided: 1,
      by: "3 of 4 checks",
      where: "/home/teacher/points.csv:17",
    }],
  });
  assert.match(body, /3 of 4, 1 undecided/);
  assert.match(body, /3 of 4 checks<\/td><td>points\.csv:17/);
  assert.doesNotMatch(body, /teacher/);
});

Deno.test("the page names the cheapest way to the next grade", () => {
  const body = bodyOf({ entries: full(["1", "2", "3"]) });
  assert.match(body, /data-total="70\.0000" data-tier="C"/);
  assert.match(body, /5\.00 % are missing for grade B\. The least work is /);
});

Deno.test("the best grade has no next one", () => {
  const body = bodyOf({
    entries: full(["1", "2", "3", "bonus"], 1, 12),
    exam: 1,
  });
  assert.match(body, /There is no better grade/);
});

Deno.test("what students wrote is neither HTML nor Markdown", () => {
  const body = bodyOf({
    entries: [{ by: "<img src=x> [x](javascript:1) **b** `c`", points: 1 }],
  });
  assert.doesNotMatch(body, /<img|\[x\]|\*\*b|`c`/);
  assert.equal(safe("a < b"), "a &lt; b");
});
