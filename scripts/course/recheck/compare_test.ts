import assert from "node:assert/strict";
import { compare, paidFor } from "./compare.ts";

const LAB = {
  tasks: [
    { task: 1, title: "a", points: 6 },
    { task: 2, title: "b", points: 4 },
    { task: 3, title: "people", points: 1 },
  ],
  checks: [["1", 1], ["2", 1], ["3", 2]].map(([id, task]) => ({
    id: String(id),
    task: Number(task),
    title: "t",
    hints: [],
    run: () => assert.fail(),
  })),
};

const CLAIMS = ["1", "2", "3"].map((id) => ({ id, verdict: "pass" }));

/** Points and undecided points when the checks were measured so. */
function paid(...verdicts: readonly ("pass" | "fail" | "could_not_verify")[]) {
  const measured = verdicts.map((verdict, i) => ({
    id: String(i + 1),
    verdict,
    measured: "it",
  }));
  return paidFor(LAB, compare(LAB, CLAIMS, measured))
    .map(({ points, undecided }) => [points, undecided]);
}

Deno.test("what was measured again is paid", () => {
  assert.deepEqual(paid("pass", "pass", "pass"), [[6, 0], [4, 0]]);
});

Deno.test("what could not be measured again waits for a person", () => {
  assert.deepEqual(paid("pass", "could_not_verify"), [[3, 3], [0, 4]]);
  assert.deepEqual(paid(), [[0, 6], [0, 4]]);
});

Deno.test("one claim that is not true voids the lab, until a person looks", () => {
  assert.deepEqual(paid("pass", "pass", "fail"), [[0, 0], [0, 0]]);
});

Deno.test("what was not claimed is not paid, and checks of no lab do not count", () => {
  const measured = [{ id: "1", verdict: "pass" as const, measured: "it" }];
  const claims = [{ id: "1", verdict: "fail" }, { id: "9", verdict: "pass" }];
  const found = compare(LAB, claims, measured);
  assert.deepEqual(found.map(({ outcome }) => outcome), [
    "not claimed",
    "not claimed",
    "not claimed",
  ]);
  assert.deepEqual(paidFor(LAB, found).map(({ points }) => points), [0, 0]);
});
