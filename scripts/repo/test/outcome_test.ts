import assert from "node:assert/strict";
import { outcomeOf } from "./outcome.ts";

const REPORT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="7" failures="1" errors="0" time="0.1">
    <testsuite name="./a_test.ts" tests="4" disabled="1" errors="0" failures="1">
    </testsuite>
    <testsuite name="./b_test.ts" tests="3" disabled="0" errors="0" failures="0">
    </testsuite>
</testsuites>`;

Deno.test("outcomeOf() adds the suites up", () => {
  const counted = { passed: 5, failed: 1, skipped: 1 };
  assert.deepEqual(outcomeOf(REPORT, 1), counted);
});

Deno.test("a run that broke without a failing test counts as a failure", () => {
  assert.deepEqual(outcomeOf("", 1), { passed: 0, failed: 1, skipped: 0 });
  assert.deepEqual(outcomeOf("", 0), { passed: 0, failed: 0, skipped: 0 });
});
