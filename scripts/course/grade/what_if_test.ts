import assert from "node:assert/strict";
import { gradeOf } from "./grade.ts";
import { full, workOf } from "./grade_fixture.ts";
import { whatIf } from "./what_if.ts";

const ALL = ["1", "2", "3", "bonus"] as const;

Deno.test("from 84 to an A: four points of a bonus lab or a fifth of the exam", () => {
  const { missing, ways } = whatIf(
    gradeOf(workOf({ entries: full(ALL) })),
    "A",
  );
  assert.equal(missing, 6);
  assert.deepEqual(
    ways.map(({ what, need }) => [what, need]),
    [["the exam", 20], ["Lab 11", 4], ["Lab 12", 4]],
  );
});

Deno.test("each suggested way leads to the tier", () => {
  const work = workOf({ entries: full(["1", "2", "3"]) });
  const { ways } = whatIf(gradeOf(work), "B");
  assert.ok(ways.length > 0);
  for (const { need, worth } of ways) assert.ok(70 + need * worth >= 75);
});

Deno.test("where no single item is enough, several are suggested and lead to the tier", () => {
  const grade = gradeOf(workOf({ entries: full(["1"], 1, 5) }));
  const { missing, ways, together } = whatIf(grade, "A");
  assert.equal(ways.length, 0);
  const sum = together.reduce((all, { need, worth }) => all + need * worth, 0);
  assert.ok(sum >= missing, `${sum} of ${missing}`);
});

Deno.test("what cannot be reached is not promised, and what is there needs nothing", () => {
  const late = full(ALL).map((entry) => ({
    ...entry,
    points: 0,
    lateHours: 999,
  }));
  const lost = gradeOf(workOf({
    entries: [...late, { lab: 11, lateHours: 999 }, {
      lab: 12,
      lateHours: 999,
    }],
  }));
  const { ways, together } = whatIf(lost, "A");
  assert.deepEqual([ways, together], [[], []]);
  const there = gradeOf(workOf({ entries: full(ALL), exam: 1 }));
  assert.equal(whatIf(there, "A").missing, 0);
});
