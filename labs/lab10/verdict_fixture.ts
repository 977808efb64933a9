import assert from "node:assert/strict";
import type { Finding } from "../../scripts/checks/verdict.ts";

/** Asserts that a check refuses, and says why. */
export function refuses(finding: Finding, words: RegExp): void {
  assert.equal(finding.verdict, "fail");
  assert.match(finding.measured, words);
}
