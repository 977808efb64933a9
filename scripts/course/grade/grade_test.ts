import assert from "node:assert/strict";
import { gradeOf, tierOf } from "./grade.ts";
import { full, SAMPLES, workOf } from "./samples.ts";

const ALL = ["1", "2", "3", "bonus"] as const;

for (const { profile, work, total, tier } of SAMPLES) {
  Deno.test(`gradeOf(): ${profile} is ${total} %, ${tier}`, () => {
    const grade = gradeOf(workOf(work));
    assert.deepEqual([grade.total, grade.tier], [total, tier]);
  });
}

Deno.test("the least that makes an A of 84 is 4 points of a bonus lab, or 20 % of the exam", () => {
  const entries = full(ALL);
  const extra = (points: number) =>
    gradeOf(workOf({ entries: [...entries, { lab: 11, points }] }));
  assert.deepEqual([extra(4).tier, extra(3.5).tier], ["A", "B"]);
  const exam = (share: number) => gradeOf(workOf({ entries, exam: share }));
  assert.deepEqual([exam(0.2).tier, exam(0.19).tier], ["A", "B"]);
});

Deno.test("tiers are half-open, of the total before rounding", () => {
  const tiers = [100, 90, 89.9999, 75, 74.5, 60, 59.99, 0].map(tierOf);
  assert.deepEqual(tiers, ["A", "A", "B", "B", "C", "C", "D", "D"]);
});

Deno.test("a late lab brings 6 points at most for a week to the hour, then none", () => {
  const late = (lateHours: number, lab = 3) =>
    gradeOf(workOf({
      entries: full(ALL, lab, lab).map((entry) => ({ ...entry, lateHours })),
    })).sum;
  assert.equal(late(0), 8.4);
  assert.equal(late(0.5), 4.2);
  assert.equal(late(168), 4.2);
  assert.equal(late(168.01), 0);
  assert.equal(late(24, 12), 7.5); // 5 of 10, at 1.5
});

Deno.test("lateness never gives points that were not earned", () => {
  const entries = [{ lab: 2, points: 2.5, lateHours: 10 }];
  assert.equal(gradeOf(workOf({ entries })).sum, 1.75);
});
