import assert from "node:assert/strict";
import type { Check, Lab } from "./lab.ts";
import { machineWith } from "./machine_fixture.ts";
import { runChecks } from "./run_checks.ts";
import { findingLines, taskLines } from "../course/lab/print.ts";
import { exitOf, fail, type Finding, notStarted, pass } from "./verdict.ts";

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
  const text = findingLines(checked ?? assert.fail());
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

Deno.test("what was not started is not told as a failure", async () => {
  assert.deepEqual(
    await verdicts(check("1.3", () => Promise.resolve(notStarted("x", "y")))),
    ["not_started"],
  );
});
