import assert from "node:assert/strict";
import fc from "fast-check";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { stepNamed, stepsToTake, stepsToTakeBack } from "./choose_steps.ts";
import type { Step } from "./step.ts";
import { stepOf, takenOf } from "./step_fixture.ts";

const [one, two, three] = [stepOf(1), stepOf(2), stepOf(3)];
const ALL = [one, two, three];

function numbers(steps: readonly Step[]): string {
  return steps.map(({ name }) => Number(name.slice(0, 4))).join(" ");
}

const TAKE: readonly (readonly [
  rule: string,
  taken: readonly Step[],
  to: string | undefined,
  expected: string,
])[] = [
  ["everything is missing in an empty database", [], undefined, "1 2 3"],
  ["what is taken is not taken again", [one, two], undefined, "3"],
  ["nothing is missing when all is taken", ALL, undefined, ""],
  ["a step may be the last one, by its number", [], "2", "1 2"],
  ["a step may be the last one, by its whole number", [], "0002", "1 2"],
  ["a step may be the last one, by its name", [], "0002_t2", "1 2"],
  [
    "a last step that is taken already leaves nothing to do",
    [one, two],
    "2",
    "",
  ],
  [
    "a last step before the newest one leaves nothing to do",
    [one, two],
    "1",
    "",
  ],
  ["a gap is filled", [one, three], undefined, "2"],
];

for (const [rule, taken, to, expected] of TAKE) {
  Deno.test(`taking steps: ${rule}`, () => {
    assert.equal(numbers(stepsToTake(takenOf(...taken), ALL, to)), expected);
  });
}

const BACK: readonly (readonly [
  rule: string,
  taken: readonly Step[],
  wish: { readonly count?: number; readonly to?: string },
  expected: string,
])[] = [
  ["the newest one goes when nothing is said", ALL, {}, "3"],
  ["several go, the newest first", ALL, { count: 2 }, "3 2"],
  ["more than there are is all of them", [one, two], { count: 9 }, "2 1"],
  ["down to a step keeps that step", ALL, { to: "1" }, "3 2"],
  ["down to the newest one is nothing", ALL, { to: "3" }, ""],
  ["down to a step stands before how many", ALL, { to: "2", count: 3 }, "3"],
  ["an empty database has nothing to go back from", [], {}, ""],
  [
    "a step that was never taken is no step back",
    [one, three],
    { count: 2 },
    "3 1",
  ],
];

for (const [rule, taken, wish, expected] of BACK) {
  Deno.test(`taking steps back: ${rule}`, () => {
    const found = stepsToTakeBack(takenOf(...taken), ALL, wish);
    assert.equal(numbers(found), expected);
  });
}

const REFUSED: readonly (readonly [string, () => unknown, RegExp])[] = [
  [
    "a number that is not there",
    () => stepsToTake([], ALL, "4"),
    /Cannot find step 4: there are 0001_t1/,
  ],
  [
    "words without a number",
    () => stepsToTake([], ALL, "t2"),
    /Cannot find step t2/,
  ],
  [
    "any step when there is none",
    () => stepsToTake([], [], "1"),
    /there are none/,
  ],
  [
    "a step that was edited after it was taken",
    () => stepsToTake(takenOf(stepOf(1, { up: ["SELECT 1"] })), ALL),
    /0001_t1 was edited/,
  ],
  [
    "an edited step also on the way back",
    () => stepsToTakeBack(takenOf(stepOf(1, { up: ["SELECT 1"] })), ALL, {}),
    /0001_t1 was edited/,
  ],
  [
    "a database that has an older step that is not known here",
    () =>
      stepsToTake(takenOf(one, stepOf(2, { name: "0001_other" })), [
        one,
        three,
      ]),
    /0001_other, which is not known here/,
  ],
  [
    "going back from a step that is newer than this program",
    () => stepsToTakeBack(takenOf(...ALL, stepOf(4)), ALL, {}),
    /Cannot go back/,
  ],
];

for (const [what, choose, words] of REFUSED) {
  Deno.test(`choosing steps refuses ${what}`, () => {
    assert.throws(
      choose,
      (error) => error instanceof CouldNotRun && words.test(error.message),
    );
  });
}

Deno.test("a database that is newer than this program has nothing missing", () => {
  assert.deepEqual(stepsToTake(takenOf(...ALL, stepOf(4)), ALL), []);
});

const histories = fc.uniqueArray(fc.integer({ min: 1, max: 9 })).map((some) =>
  some.toSorted((a, b) => a - b).map((n) => stepOf(n))
);
const NINE = Array.from({ length: 9 }, (_, i) => stepOf(i + 1));

Deno.test("what is taken and what is missing are all steps, each once and in order", () => {
  fc.assert(fc.property(histories, (taken) => {
    const missing = stepsToTake(takenOf(...taken), NINE);
    const all = [...taken, ...missing].map(({ name }) => name);
    assert.deepEqual(all.toSorted(), NINE.map(({ name }) => name));
    const names = missing.map(({ name }) => name);
    assert.deepEqual(names, names.toSorted());
  }));
});

Deno.test("going back by some and by some more is going back by all of them", () => {
  const counts = fc.integer({ min: 1, max: 4 });
  fc.assert(fc.property(histories, counts, counts, (taken, a, b) => {
    const back = (steps: readonly Step[], count: number) =>
      stepsToTakeBack(takenOf(...steps), NINE, { count });
    const first = back(taken, a);
    const left = taken.filter((step) =>
      !first.some(({ name }) => name === step.name)
    );
    assert.deepEqual([...first, ...back(left, b)], back(taken, a + b));
  }));
});

Deno.test("a step is found by its number, with and without zeros, and by its name", () => {
  for (const id of ["2", "02", "0002", "0002_t2"]) {
    assert.equal(stepNamed(ALL, id), two);
  }
});
