import assert from "node:assert/strict";
import { gradeOf, tierOf } from "./grade.ts";
import { full, workOf } from "./grade_fixture.ts";

const MAIN = ["1", "2", "3"] as const;
const ALL = [...MAIN, "bonus"] as const;
/** The best that one student can have: first in each of five windows. */
const BEST_QUIZ = 1.5;

for (
  const { profile, work, total, sum, tier } of [
    {
      profile: "Task 1 alone",
      work: { entries: full(["1"]) },
      total: 42,
      tier: "D",
    },
    {
      profile: "Tasks 1 and 2",
      work: { entries: full(MAIN) },
      total: 70,
      tier: "C",
    },
    {
      profile: "and all weekly bonuses",
      work: { entries: full(ALL) },
      total: 84,
      tier: "B",
    },
    {
      profile: "and the best possible quizzes, which are no 5 %",
      work: { entries: full(ALL), quiz: BEST_QUIZ },
      total: 85.5,
      tier: "B",
    },
    {
      profile: "and a whole bonus lab, without quizzes",
      work: { entries: [...full(ALL), ...full(["1", "2"], 11, 11)] },
      total: 99,
      tier: "A",
    },
    {
      profile: "and a whole bonus lab, with the best quizzes",
      work: {
        entries: [...full(ALL), ...full(["1", "2"], 11, 11)],
        quiz: BEST_QUIZ,
      },
      total: 100,
      sum: 100.5,
      tier: "A",
    },
    {
      profile: "or 25 of 30 in the exam",
      work: { entries: full(ALL), exam: 25 / 30 },
      total: 100,
      sum: 109,
      tier: "A",
    },
    {
      profile: "Task 1 alone with the best quizzes",
      work: { entries: full(["1"]), quiz: BEST_QUIZ },
      total: 43.5,
      tier: "D",
    },
    {
      profile: "everything",
      work: {
        entries: [...full(ALL), ...full(["1", "2"], 11, 12)],
        quiz: BEST_QUIZ,
        exam: 1,
      },
      total: 100,
      sum: 145.5,
      tier: "A",
    },
    {
      profile: "Task 1, both bonus labs and the exam: no main lab whole",
      work: {
        entries: [...full(["1"]), ...full(["1", "2"], 11, 12)],
        exam: 1,
      },
      total: 100,
      sum: 102,
      tier: "A",
    },
  ] as const
) {
  Deno.test(`gradeOf(): ${profile} is ${total} %, ${tier}`, () => {
    const grade = gradeOf(workOf(work));
    assert.deepEqual(
      [grade.total, grade.sum, grade.tier],
      [total, sum ?? total, tier],
    );
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

Deno.test("tiers are half-open, of the total that nobody has rounded", () => {
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
