/**
 * How many passed, how many failed.
 * @module
 */

/** A count of tests. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Of nothing. */
export const NONE: Outcome = { passed: 0, failed: 0, skipped: 0 };

/** Both together. */
export function sum(a: Outcome, b: Outcome): Outcome {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/**
 * Reads the report of `deno test --junit-path`. A run that ended badly without
 * a test to blame (a type error, an exception outside of tests) is one failure.
 */
export function outcomeOf(junit: string, exitCode: number): Outcome {
  let counted = NONE;
  for (const [tag] of junit.matchAll(/<testsuite [^>]*>/g)) {
    const tests = attribute(tag, "tests");
    const skipped = attribute(tag, "disabled") + attribute(tag, "skipped");
    const failed = attribute(tag, "failures") + attribute(tag, "errors");
    const passed = tests - failed - skipped;
    counted = sum(counted, { passed, failed, skipped });
  }
  return exitCode !== 0 && counted.failed === 0
    ? { ...counted, failed: 1 }
    : counted;
}

function attribute(tag: string, name: string): number {
  return Number(new RegExp(` ${name}="(\\d+)"`).exec(tag)?.[1] ?? 0);
}
