import assert from "node:assert/strict";
import type { Check, Lab } from "./lab.ts";
import { machineWith } from "./machine_fixture.ts";
import { runChecks } from "./run_checks.ts";
import { findingLines, taskLines } from "../course/lab/print.ts";
import { resultsOf } from "../course/lab/results_files.ts";
import {
  exitOf,
  fail,
  type Finding,
  notStarted,
  pass,
  passWithRemark,
} from "./verdict.ts";

function check(id: string, run: () => Promise<Finding>): Check {
  return { id, task: 1, title: `step ${id}`, hints: [], run };
}

const context = machineWith({});

function lab(...checks: readonly Check[]): Lab {
  const tasks = [{ task: 1, title: "Do it", points: 6 }];
  return {
    lab: 1,
    title: "A lab",
    tasks,
    checks,
    questions: [],
    deliverables: [],
  };
}

async function verdicts(...checks: readonly Check[]) {
  const all = await runChecks(lab(...checks), context, {
    task: undefined,
    onEach: () => {},
  });
  return all.map(({ verdict }) => verdict);
}

Deno.test("a check that cannot measure is never a pass, whatever it throws", async () => {
  assert.deepEqual(
    await verdicts(
      check("1.1", async () => pass((await context.shop()).kind, "")),
      check("1.2", () => Promise.reject(new TypeError("connection refused"))),
      check("1.3", () => Promise.resolve(pass("5", "5"))),
    ),
    ["could_not_verify", "could_not_verify", "pass"],
  );
});

Deno.test("a pass shows what it looked at when it has no samples of its own", async () => {
  const machine = machineWith({ has: { "k8s/a.yaml": "kind: A" } });
  const reads: Check = {
    ...check("1.1", () => Promise.reject(new Error("not asked"))),
    run: async ({ read }) => pass(await read("k8s/a.yaml") ?? "", "kind: A"),
  };
  const [first] = await runChecks(lab(reads), machine, {
    task: undefined,
    onEach: () => {},
  });
  assert.deepEqual(first?.samples, {
    looked_at: { files: ["k8s/a.yaml"], programs: [] },
  });
});

Deno.test("the exit code is 0 for passes alone, 1 for a failure, 2 for the rest", () => {
  assert.equal(exitOf(["pass", "pass"]), 0);
  assert.equal(exitOf(["pass", "fail", "not_started"]), 1);
  assert.equal(exitOf(["pass", "could_not_verify"]), 2);
  assert.equal(exitOf(["not_started"]), 2);
  assert.equal(exitOf([]), 2, "nothing checked is nothing passed");
});

Deno.test("a failure says what was measured, what it must be, and where to look", async () => {
  const one = lab(
    check(
      "1.4",
      () => Promise.resolve(fail("12 of 16", "16 of 16", "redis/list")),
    ),
  );
  const [checked] = await runChecks(one, context, {
    task: 1,
    onEach: () => {},
  });
  const text = findingLines(checked ?? assert.fail(), 1);
  for (
    const part of [
      "FAILED",
      "12 of 16",
      "must be: 16 of 16",
      "look at: redis/list",
      "hint 1.4",
    ]
  ) {
    assert.ok(text.includes(part), part);
  }
  assert.match(
    taskLines(one, [checked ?? assert.fail()]),
    /0 of 1 checks; worth 6/,
  );
});

Deno.test("one check of a task is not shown as worth the points of all", async () => {
  const some = lab(
    check("1.1", () => Promise.resolve(pass("5", "5"))),
    check("1.2", () => Promise.resolve(pass("5", "5"))),
  );
  const step = await runChecks(some, context, {
    task: undefined,
    step: "1.1",
    onEach: () => {},
  });
  assert.equal(
    taskLines(some, step),
    "Task 1, Do it: 1 of the 1 tried; the task has 2 checks and is worth 6 points together",
  );
});

Deno.test("a check that was not started is not reported as a failure", async () => {
  assert.deepEqual(
    await verdicts(check("1.3", () => Promise.resolve(notStarted("x", "y")))),
    ["not_started"],
  );
});

Deno.test("a remark is printed, and costs nothing", async () => {
  const one = lab(
    check(
      "1.5",
      () => Promise.resolve(passWithRemark("5", "5", "root can write")),
    ),
  );
  const all = await runChecks(one, context, { task: 1, onEach: () => {} });
  assert.equal(exitOf(all.map(({ verdict }) => verdict)), 0);
  const text = findingLines(all[0] ?? assert.fail(), 1);
  assert.match(
    text,
    /^ok {7}1\.5.*\n.*\n +passed, with a remark: root can write$/,
  );
  assert.match(taskLines(one, all), /1 of 1 checks/);
  assert.equal(resultsOf(one, all).status, "pass");
});

Deno.test("a failure says how to dispute it, and names a bonus by its lab", async () => {
  const one = lab(check("B.1", () => Promise.resolve(fail("4", "5", "here"))));
  const [checked] = await runChecks(one, context, {
    task: 1,
    onEach: () => {},
  });
  const text = findingLines(checked ?? assert.fail(), 1);
  assert.match(text, /lab hint 1\.B\.1\n.*lab dispute 1\.B\.1 --why/);
});

Deno.test("only an answer that never came asks whether a part runs", async () => {
  const lookOf = async (error: Error) => {
    const one = lab(check("1.1", () => Promise.reject(error)));
    const [checked] = await runChecks(one, context, {
      task: 1,
      onEach: () => {},
    });
    assert.equal(checked?.verdict, "could_not_verify");
    return checked.look ?? "";
  };
  assert.match(await lookOf(new TypeError("refused")), /whether it runs/);
  const unreadable = await lookOf(new SyntaxError("not JSON"));
  assert.doesNotMatch(unreadable, /runs|\bup\b/);
});
