import assert from "node:assert/strict";
import { workOf } from "../grade/samples.ts";
import { readPoints } from "../grade/points_file.ts";
import { type Override, requirePossible, withOverrides } from "./override.ts";
import { pointsText } from "./points_text.ts";

const ONE: Override = {
  student: "ada",
  lab: 3,
  task: "2",
  points: 4,
  before: 3,
  reason: "3.6 was right",
  name: "Dr. Hopper",
  at: "2026-10-01T10:00:00.000Z",
};

const WORKS = [
  workOf({
    exam: 0.715,
    entries: [
      { lab: 3, task: "1", points: 5.5, lateHours: 30 },
      { lab: 3, task: "2", points: 3, undecided: 1, lateHours: 30 },
    ],
  }),
];

Deno.test("a decision replaces a line, its points and what was undecided", () => {
  const [ada] = withOverrides(WORKS, [ONE]);
  assert.equal(ada?.entries.length, 2);
  const entry = ada?.entries.find(({ task }) => task === "2");
  assert.equal(entry?.points, 4);
  assert.equal(entry?.undecided ?? 0, 0);
  assert.equal(entry?.lateHours, 30);
  assert.equal(
    entry?.by,
    "Dr. Hopper on 2026-10-01: 3.6 was right (was 3)",
  );
});

Deno.test("a later decision replaces an earlier one", () => {
  const [ada] = withOverrides(WORKS, [ONE, { ...ONE, points: 2 }]);
  assert.equal(ada?.entries.find(({ task }) => task === "2")?.points, 2);
});

Deno.test("a decision about a task without a line adds it, as late as its lab", () => {
  const [ada] = withOverrides(WORKS, [{ ...ONE, task: "bonus", points: 2 }]);
  const entry = ada?.entries.find(({ task }) => task === "bonus");
  assert.deepEqual([entry?.points, entry?.lateHours], [2, 30]);
});

Deno.test("a decision about a stranger is refused", () => {
  assert.throws(
    () => withOverrides(WORKS, [{ ...ONE, student: "bob" }]),
    /bob/,
  );
});

for (
  const [what, change, words] of [
    ["more points than there are", { points: 5 }, /0 to 4/],
    ["a task that the lab has not", { task: "3" }, /no task 3/],
  ] as const
) {
  Deno.test(`${what} is refused`, () => {
    assert.throws(() => requirePossible({ ...ONE, ...change }), words);
  });
}

Deno.test("points that are written again are the same points", () => {
  const [work] = readPoints("points.csv", pointsText(WORKS));
  assert.deepEqual(
    work?.entries.map(({ where: _, ...entry }) => entry),
    WORKS[0]?.entries.map(({ where: _, ...entry }) => ({
      ...entry,
      undecided: entry.undecided ?? 0,
    })),
  );
  assert.equal(work?.exam, 0.715);
});
