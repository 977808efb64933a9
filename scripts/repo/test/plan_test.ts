import assert from "node:assert/strict";
import { planJobs } from "./plan.ts";

const discovered = {
  unit: ["a/x_test.ts"],
  integration: new Map([
    ["test-stores", ["s/p_integration_test.ts", "s/q_integration_test.ts"]],
    ["test-system", [
      "b/y_integration_test.ts",
      "c/z_integration_test.ts",
      "c/w_integration_test.ts",
      "c/exact_integration_test.ts",
    ]],
  ]),
  alone: new Set(["c/exact_integration_test.ts"]),
};

const options = {
  discovered,
  times: {},
  isUnitOnly: false,
  isChecked: true,
};

Deno.test("each test file is in one test job, and its types are checked", () => {
  const jobs = planJobs(options);
  const all = [...discovered.unit, ...discovered.integration.values()].flat();
  const run = jobs.filter(({ kind }) => kind === "test")
    .flatMap(({ files }) => files);
  assert.deepEqual(run.toSorted(), all.toSorted());
  const [check] = jobs.filter(({ kind }) => kind === "check");
  assert.deepEqual(check?.files.toSorted(), all.toSorted());
});

Deno.test("files that share the stores are one job, others one for each folder", () => {
  const names = planJobs(options).map(({ name }) => name);
  assert.deepEqual(names.toSorted(), [
    "b: y_integration",
    "c: exact_integration",
    "c: z_integration and 1 more",
    "tests with PostgreSQL and Redis",
    "types of all tests",
    "unit tests",
  ]);
});

Deno.test("a file that must be alone is a job of its own, and says so", () => {
  const alone = planJobs(options).filter(({ isAlone }) => isAlone);
  assert.deepEqual(alone.map(({ files }) => files), [[
    "c/exact_integration_test.ts",
  ]]);
});

Deno.test("what is not known yet comes first, then the longest", () => {
  const times = {
    "types of all tests": 5,
    "unit tests": 50,
    "b: y_integration": 7,
    "c: z_integration and 1 more": 90,
    "c: exact_integration": 6,
  };
  assert.deepEqual(planJobs({ ...options, times }).map(({ name }) => name), [
    "tests with PostgreSQL and Redis",
    "c: z_integration and 1 more",
    "unit tests",
    "b: y_integration",
    "c: exact_integration",
    "types of all tests",
  ]);
});

Deno.test("only unit tests, and no types, where that is asked for", () => {
  const jobs = planJobs({ ...options, isUnitOnly: true, isChecked: false });
  assert.deepEqual(jobs.map(({ name }) => name), ["unit tests"]);
});
