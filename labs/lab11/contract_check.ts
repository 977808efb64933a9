/**
 * The contracts of retry, breaker and limiter, line by line.
 * @module
 */

import { z } from "zod";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";

const CONTRACTS = ["retry", "circuit_breaker", "rate_limiter"] as const;

/** Step 11.4. */
export const contract: Check = {
  id: "11.4",
  task: 1,
  title: "retry keeps each line of its contract",
  hints: [
    "Which sentence of the comment does the failing test's name repeat?",
    "A retry helps when the failure is brief (Reading 11). Some errors are worth another " +
    "attempt, and the wait grows and has a random part.",
    "With a base of 50 ms and draws of 0.5: the first wait is 50 + 25 ms, the second 100 " +
    "+ 25 ms.",
  ],
  measures:
    "which failures are tried again, after which waits, and what is counted",
  tool: "deno test with a clock that the test moves",
  catches: [
    "a kind of failure or a status too many or too few",
    "a linear back-off, no jitter, a wait that is not awaited",
    "an attempt too many or too few, another count",
  ],
  run: async (context) => unlessAsShipped(await runContract(context, "retry")),
};

/**
 * Lines that unchanged code keeps: it calls and admits all, so
 * that a success is given back, and a call that is not refused goes on.
 */
const KEPT_AS_SHIPPED = {
  retry: 1,
  circuit_breaker: 2,
  rate_limiter: 2,
} as const;

/** True when the tests ran and code that was begun breaks one of them. */
export function isBroken(
  name: (typeof CONTRACTS)[number],
  { verdict, samples }: Finding,
): boolean {
  const { passed } = Passed.parse(samples ?? {});
  return verdict === "fail" && passed > KEPT_AS_SHIPPED[name];
}

/** Unchanged code is not begun, rather than wrong. */
export function unlessAsShipped(finding: Finding): Finding {
  return finding.verdict === "fail" && !isBroken("retry", finding)
    ? notStarted("retry.ts calls once, as it was shipped", "step 11.4")
    : finding;
}

const Passed = z.object({ passed: z.int().default(Infinity) });

/** Runs a contract of `labs/lab11/contract` against the student's code. */
export async function runContract(
  { code: theirs }: CheckContext,
  name: (typeof CONTRACTS)[number],
): Promise<Finding> {
  const file = `labs/lab11/contract/${name}_contract.ts`;
  const { code, stdout, stderr } = await theirs.test(file);
  return evaluateContract(code, `${stdout}\n${stderr}`);
}

/** Evaluates the tests' TAP. */
export function evaluateContract(code: number, output: string): Finding {
  const lines = output.split("\n");
  const passed = lines.filter((line) => /^\s*ok \d/.test(line)).length;
  const failed = lines.flatMap((line) =>
    /^\s*not ok \d+ - (.*)$/.exec(line)?.[1] ?? []
  );
  const bound = "every line of the contract";
  if (passed + failed.length === 0) {
    return couldNotVerify(
      `the contract's tests did not run: ${output.trim().slice(-300)}`,
      bound,
      "deno task check:types, which says why the code does not load",
    );
  }
  const measured = `${passed} of ${passed + failed.length} lines`;
  return code === 0 && failed.length === 0
    ? pass(measured, bound, { passed })
    : fail(
      `${measured} hold; these do not: ${failed.slice(0, 3).join("; ")}`,
      bound,
      "the test of that name in labs/lab11/contract, and the comment in services/gateway/resilience",
      { passed, failed },
    );
}
