import assert from "node:assert/strict";
import type { TestCase } from "./outcome.ts";
import {
  failureText,
  jobLine,
  secondsLeft,
  skippedText,
  slowestText,
} from "./progress.ts";

const job = { name: "a: b", kind: "test", files: [] } as const;
const result = {
  job,
  cases: [],
  output: "ok 1\nok 2\n ERRORS \nb => it broke\n",
  outcome: { passed: 3, failed: 1, skipped: 2 },
  seconds: 1.26,
};

Deno.test("a job's line counts what passed, failed and was skipped", () => {
  assert.equal(
    jobLine(result, { ended: 2, of: 10, leftS: 61 }),
    "[ 2/10] a: b: 3 passed, 1 FAILED, 2 skipped (1.3 s); about 2 min left",
  );
  assert.equal(
    jobLine(result, { ended: 10, of: 10, leftS: 0 }),
    "[10/10] a: b: 3 passed, 1 FAILED, 2 skipped (1.3 s)",
  );
});

Deno.test("the time that is left is known when all of the rest is known", () => {
  assert.equal(secondsLeft([{ ...job, expectedS: 30 }], 2), 15);
  assert.equal(secondsLeft([{ ...job, expectedS: 30 }, job], 2), undefined);
});

Deno.test("of a failure only what went wrong is shown", () => {
  assert.match(failureText(result), /it broke/);
  assert.doesNotMatch(failureText(result), /ok 1/);
  const early = { ...result, output: "error: TS2322\n" };
  assert.match(failureText(early), /TS2322/);
});

function tested(name: string, seconds: number): TestCase {
  return { file: "a_test.ts", name, seconds, result: "passed" };
}

Deno.test("the slowest tests come first, and a step is not one", () => {
  const cases = [tested("a", 1), tested("b", 20), tested("b > step", 19)];
  assert.deepEqual(slowestText(cases), [
    "   20.0 s  a_test.ts: b",
    "    1.0 s  a_test.ts: a",
  ]);
});

Deno.test("a skipped test is named with its reason", () => {
  const skipped = {
    ...tested("x: skipped, there is no y", 0),
    result: "skipped" as const,
  };
  assert.deepEqual(skippedText([skipped, tested("a", 1)]), [
    "skipped: a_test.ts: x: skipped, there is no y",
  ]);
});
