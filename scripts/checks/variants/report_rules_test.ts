import assert from "node:assert/strict";
import { durationIn, secondsApart, timeIn } from "../report_fields/mod.ts";
import { LISTS_FOR_TABLES, MARKDOWN_RULES } from "./markdown_rules.ts";
import { randomOf } from "./random.ts";
import { DURATION_RULES, TIME_RULES } from "./time_rules.ts";

const REPORT = `# Lab 3

## Budget

| What | Value |
| --- | ---: |
| Requests in 7 days | 6,652,800 |
| Minutes | 50.4 |

- one
`;

const EXPECTED: Readonly<Record<string, RegExp>> = {
  "decimal commas": /\| Minutes \| 50,4 \|/,
  "thousands with spaces": /\| 6 652 800 \|/,
  "thousands with narrow spaces": /\| 6\u202f652\u202f800 \|/,
  "thousands with dots": /\| 6\.652\.800 \|/,
  "thousands with apostrophes": /\| 6'652'800 \|/,
  "no thousands": /\| 6652800 \|/,
  "about": /\| ≈ 50\.4 \|/,
  "names in bold": /\| \*\*Minutes\*\* \|/,
  "names as code": /\| `Minutes` \|/,
  "values in bold": /\| \*\*50\.4\*\* \|/,
  "a column more":
    /\| What \| Value \| Note \|\n\| --- \| ---: \| --- \|\n.*\| {2}\|/,
  "headings a level deeper": /^# Lab 3\n\n### Budget/,
  "other bullets": /^\* one/m,
  "padded cells": /\| {2}50\.4 {4}\|/,
  "lists for tables of two columns": /^- \*\*Minutes:\*\* 50\.4$/m,
};

for (const { name, apply } of [...MARKDOWN_RULES, LISTS_FOR_TABLES]) {
  Deno.test(`a report is written with: ${name}`, () => {
    const expected = EXPECTED[name];
    assert.ok(expected, `the test knows no ${name}`);
    assert.match(apply(REPORT, randomOf(1)) ?? "", expected);
  });
}

for (const { name, apply } of DURATION_RULES) {
  Deno.test(`a duration is the same with: ${name}`, () => {
    const text = apply("It took 3695 s.", randomOf(1)) ?? "";
    assert.deepEqual(durationIn(text)?.values, [3695], text);
  });
}

for (const { name, apply } of TIME_RULES) {
  Deno.test(`a moment is the same with: ${name}`, () => {
    const text = apply("| began | 19:46:57 |", randomOf(1)) ?? "";
    const time = timeIn(text);
    assert.ok(time !== undefined && text !== "| began | 19:46:57 |", text);
    assert.equal(secondsApart(time, Date.parse("2026-11-25T19:46:57Z")), 0);
    assert.equal(apply(text, randomOf(1)), undefined, "it is done once");
  });
}
