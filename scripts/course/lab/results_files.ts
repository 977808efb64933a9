/**
 * The findings, for other programs: `results.json` in version 3 of Exercism's
 * format, with our figures beside it, and JUnit's XML.
 * @see https://exercism.org/docs/building/tooling/test-runners/interface
 * @module
 */

import type { Checked, Lab } from "../../checks/mod.ts";

/** One check in Exercism's words. */
export interface ExercismTest {
  readonly name: string;
  readonly status: "pass" | "fail" | "error";
  readonly message?: string;
  readonly task_id?: number;
}

/** Version 3 of Exercism's results, and what it has no place for. */
export interface Results {
  readonly version: 3;
  readonly status: "pass" | "fail" | "error";
  readonly message?: string;
  readonly tests: readonly ExercismTest[];
  readonly lab: number;
  /** Verdict, measure, bound and samples of each check. */
  readonly evidence: readonly Checked[];
}

/**
 * The results of a lab. A check that could not be measured is an error, not a
 * fail.
 */
export function resultsOf({ lab }: Lab, all: readonly Checked[]): Results {
  const tests = all.map((one): ExercismTest => {
    const name = `${one.id} ${one.title}`;
    const task = one.task === 0 ? {} : { task_id: one.task };
    if (one.verdict === "pass") {
      const remark = one.remark === undefined
        ? {}
        : { message: `passed, with a remark: ${one.remark}` };
      return { name, status: "pass", ...remark, ...task };
    }
    const status = one.verdict === "fail" ? "fail" : "error";
    return { name, status, message: messageOf(one), ...task };
  });
  const status = tests.some((one) => one.status === "fail")
    ? "fail"
    : tests.every((one) => one.status === "pass") && tests.length > 0
    ? "pass"
    : "error";
  return { version: 3, status, tests, lab, evidence: all };
}

/** JUnit's XML: could not verify is an error, not started is skipped. */
export function junitOf({ lab, title }: Lab, all: readonly Checked[]): string {
  const count = (verdict: Checked["verdict"]): number =>
    all.filter((one) => one.verdict === verdict).length;
  const cases = all.map((one) => {
    const head = `    <testcase classname="lab${lab}" ` +
      `name="${escaped(`${one.id} ${one.title}`)}" ` +
      `time="${one.seconds.toFixed(3)}">`;
    const message = escaped(messageOf(one));
    const inner = {
      pass: "",
      fail: `<failure message="${message}"/>`,
      could_not_verify: `<error message="${message}"/>`,
      not_started: `<skipped message="${message}"/>`,
    }[one.verdict];
    return `${head}${inner}</testcase>`;
  });
  const time = all.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite name="${escaped(`Lab ${lab}: ${title}`)}" ` +
    `tests="${all.length}" failures="${count("fail")}" ` +
    `errors="${count("could_not_verify")}" ` +
    `skipped="${count("not_started")}" time="${time.toFixed(3)}">`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function messageOf({ measured, bound, look }: Checked): string {
  return [
    measured,
    bound === "" ? undefined : `must be: ${bound}`,
    look === undefined ? undefined : `look at: ${look}`,
  ].filter((words) => words !== undefined).join("; ");
}

/** As an attribute: a parser would read a plain line end in it as a blank. */
function escaped(text: string): string {
  return text.toWellFormed()
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")
    // deno-lint-ignore no-control-regex -- XML has no place for them at all
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "?")
    .replace(/[\t\n\r]/g, (blank) => `&#${blank.charCodeAt(0)};`);
}
