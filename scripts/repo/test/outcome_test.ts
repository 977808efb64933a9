import assert from "node:assert/strict";
import { casesOf, outcomeOf } from "./outcome.ts";

const REPORT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="4" failures="1" errors="0" time="0.1">
    <testsuite name="./a_test.ts" tests="3" disabled="1" errors="0" failures="1">
        <testcase name="an &lt;a&gt; &amp; &quot;b&quot;" time="0.250"></testcase>
        <testcase name="7" time="0.000"><skipped/></testcase>
        <testcase name="left out by a filter"></testcase>
        <testcase name="bad" time="0.001"><failure message="x">x</failure></testcase>
    </testsuite>
    <testsuite name="./b_test.ts" tests="1" disabled="0" errors="0" failures="0">
        <testcase name="bad &gt; in" time="2"></testcase>
    </testsuite>
    <testsuite name="./c_test.ts" tests="0" disabled="0" errors="0" failures="0">
    </testsuite>
</testsuites>`;

Deno.test("a report's tests have file, name, time and result", () => {
  assert.deepEqual(casesOf(REPORT), [
    {
      file: "a_test.ts",
      name: 'an <a> & "b"',
      seconds: 0.25,
      result: "passed",
    },
    { file: "a_test.ts", name: "7", seconds: 0, result: "skipped" },
    { file: "a_test.ts", name: "bad", seconds: 0.001, result: "failed" },
    { file: "b_test.ts", name: "bad > in", seconds: 2, result: "passed" },
  ]);
  assert.deepEqual(casesOf(""), []);
});

Deno.test("a report with thousands of escaped names is read", () => {
  const one = '<testcase name="a &lt; b &amp; c" time="0"></testcase>';
  const many = `<testsuites><testsuite name="./a_test.ts">${
    one.repeat(6000)
  }</testsuite></testsuites>`;
  assert.equal(casesOf(many).length, 6000);
  assert.equal(casesOf(many)[5999]?.name, "a < b & c");
});

Deno.test("outcomeOf() counts, and a run that broke without a test is a failure", () => {
  assert.deepEqual(outcomeOf(casesOf(REPORT), 1), {
    passed: 2,
    failed: 1,
    skipped: 1,
  });
  assert.deepEqual(outcomeOf([], 1), { passed: 0, failed: 1, skipped: 0 });
  assert.deepEqual(outcomeOf([], 0), { passed: 0, failed: 0, skipped: 0 });
});
