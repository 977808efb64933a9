/**
 * The results of tests, as the report of `deno test --junit-path` has it.
 * @module
 */

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

/** A suite's tag, or a test from its tag to its end. */
const PARTS = /<testsuite ([^>]*)>|<testcase ([^>]*)>([^]*?)<\/testcase>/g;

/**
 * The tests of a report; none of one that was never written. A test that a
 * filter left out has no time there, and does not count here. Deno writes these
 * files in this one form, so an XML library would be a package for every first
 * start.
 */
export function casesOf(junit: string): readonly TestCase[] {
  const cases: TestCase[] = [];
  let file = "";
  for (const [, suite, test, inner = ""] of junit.matchAll(PARTS)) {
    if (suite !== undefined) file = attribute(suite, "name") ?? "";
    const seconds = attribute(test ?? "", "time");
    const name = attribute(test ?? "", "name");
    if (seconds === undefined || name === undefined) continue;
    cases.push({
      file: file.replace(/^\.\//, ""),
      name,
      seconds: Number(seconds),
      result: resultOf(inner),
    });
  }
  return cases;
}

function resultOf(inner: string): TestCase["result"] {
  if (/<(?:failure|error)\b/.test(inner)) return "failed";
  return inner.includes("<skipped") ? "skipped" : "passed";
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
};

function attribute(tag: string, name: string): string | undefined {
  const [, raw] = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag) ?? [];
  return raw?.replaceAll(
    /&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi,
    (whole, decimal, hex, word) =>
      decimal !== undefined
        ? String.fromCodePoint(Number(decimal))
        : hex !== undefined
        ? String.fromCodePoint(parseInt(hex, 16))
        : ENTITIES[word] ?? whole,
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
