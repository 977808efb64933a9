import assert from "node:assert/strict";
import fc from "fast-check";
import { type Entry, gradeOf } from "./grade.ts";
import { workOf } from "./grade_fixture.ts";
import { rankWindow } from "./leaderboard.ts";
import { ALL_LABS, mostPoints, TASKS } from "./rules.ts";

const entry = fc.record({
  lab: fc.integer({ min: 1, max: ALL_LABS }),
  task: fc.constantFrom(...TASKS),
  share: fc.integer({ min: 0, max: 12 }),
  lateHours: fc.constantFrom(0, 0, 0, 1, 168, 169),
}).map(({ lab, task, share, lateHours }): Partial<Entry> => ({
  lab,
  task,
  lateHours,
  points: mostPoints(lab, task) * share / 12,
}));

const work = fc.record({
  entries: fc.uniqueArray(entry, {
    selector: ({ lab, task }) => `${lab} ${task}`,
    maxLength: 40,
  }),
  quiz: fc.double({ min: 0, max: 1.5, noNaN: true }),
  exam: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), {
    nil: undefined,
  }),
});

Deno.test("a total is from 0 to 100, and the sum of its parts below that", () => {
  fc.assert(fc.property(work, (given) => {
    const { total, sum, main, bonus, quiz, extra, exam } = gradeOf(
      workOf(given),
    );
    assert.ok(total >= 0 && total <= 100);
    assert.ok(Math.abs(sum - (main + bonus + quiz + extra + exam)) < 1e-6);
    assert.ok(main >= 0 && main <= 70 && bonus >= 0 && bonus <= 14);
    assert.ok(extra <= 30 && exam <= 30);
  }));
});

Deno.test("more points never make a grade worse", () => {
  fc.assert(fc.property(work, fc.nat(), fc.nat(4), (given, at, more) => {
    const { entries } = given;
    const chosen = entries[at % Math.max(1, entries.length)];
    if (chosen === undefined) return;
    const { lab = 1, task = "1", points = 0 } = chosen;
    const raised = Math.min(mostPoints(lab, task), points + more);
    const better = entries.map((one) =>
      one === chosen ? { ...one, points: raised } : one
    );
    const before = gradeOf(workOf(given)).sum;
    const after = gradeOf(workOf({ ...given, entries: better })).sum;
    assert.ok(after >= before - 1e-9, `${before} -> ${after}`);
  }));
});

Deno.test("the order of lines does not matter", () => {
  fc.assert(fc.property(work, (given) => {
    const turned = { ...given, entries: given.entries.toReversed() };
    assert.deepEqual(
      { ...gradeOf(workOf(turned)) },
      { ...gradeOf(workOf(given)) },
    );
  }));
});

Deno.test("a window gives 1 % at most, equal scores get equal shares, better ones no less", () => {
  const scores = fc.uniqueArray(
    fc.record({
      student: fc.string({ minLength: 1 }),
      score: fc.integer({ min: 0, max: 10 }),
    }),
    { selector: ({ student }) => student, maxLength: 30 },
  );
  fc.assert(fc.property(scores, (given) => {
    const places = rankWindow(given);
    const sum = places.reduce((all, { percent }) => all + percent, 0);
    assert.ok(sum <= 1 + 1e-6);
    assert.equal(places.length, given.length);
    places.forEach((place, i) => {
      const next = places[i + 1];
      if (next === undefined) return;
      assert.ok(place.percent >= next.percent - 1e-9);
      if (place.score === next.score) {
        assert.deepEqual(
          [place.rank, place.percent],
          [next.rank, next.percent],
        );
      }
    });
  }));
});
