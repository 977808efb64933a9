/**
 * What became of tests, as the report of `deno test --junit-path` has it.
 * @module
 */

import { XMLParser } from "fast-xml-parser";
import { z } from "zod";

/** One test. */
export interface TestCase {
  readonly file: string;
  readonly name: string;
  readonly seconds: number;
  readonly result: "passed" | "failed" | "skipped";
}

/** A count of tests. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const text = z.union([z.string(), z.number()]).transform(String);

const reportSchema = z.object({
  testsuites: z.object({
    testsuite: z.array(z.object({
      "@name": text,
      testcase: z.array(z.looseObject({
        "@name": text,
        // --filter left a test without a time out: it is not of this run.
        "@time": z.coerce.number().optional(),
      })).default([]),
    })).default([]),
  }),
});

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  isArray: (name) => name === "testsuite" || name === "testcase",
});

/** The tests of a report; none of one that was never written. */
export function casesOf(junit: string): readonly TestCase[] {
  if (junit.trim() === "") return [];
  const { testsuites } = reportSchema.parse(parser.parse(junit));
  return testsuites.testsuite.flatMap((suite) =>
    suite.testcase.flatMap((one): TestCase[] =>
      one["@time"] === undefined ? [] : [{
        file: suite["@name"].replace(/^\.\//, ""),
        name: one["@name"],
        seconds: one["@time"],
        result: "failure" in one || "error" in one
          ? "failed"
          : "skipped" in one
          ? "skipped"
          : "passed",
      }]
    )
  );
}

/**
 * Counts them. A run that ended badly without a test to blame (a type error, an
 * exception outside of tests) is one failure.
 */
export function outcomeOf(
  cases: readonly TestCase[],
  exitCode: number,
): Outcome {
  const count = (result: TestCase["result"]) =>
    cases.filter((one) => one.result === result).length;
  const [passed, failed, skipped] = [
    count("passed"),
    count("failed"),
    count("skipped"),
  ];
  return exitCode !== 0 && failed === 0
    ? { passed, failed: 1, skipped }
    : { passed, failed, skipped };
}

/** All of them together. */
export function sum(outcomes: readonly Outcome[]): Outcome {
  const of = (key: keyof Outcome) =>
    outcomes.reduce((total, one) => total + one[key], 0);
  return { passed: of("passed"), failed: of("failed"), skipped: of("skipped") };
}
