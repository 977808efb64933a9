/**
 * Verdicts and findings, and the exit code that some verdicts make.
 * @module
 */

import { Exit } from "../lib/cli/mod.ts";
import type { Verdict } from "./evidence/verdicts.ts";

export {
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  passWithRemark,
  unreadable,
} from "./evidence/finding.ts";
export { type Verdict, VERDICTS } from "./evidence/verdicts.ts";

/** The exit code of some verdicts: 0 only if all pass. */
export function exitOf(verdicts: readonly Verdict[]): number {
  if (verdicts.includes("fail")) return Exit.verdictFailed;
  return verdicts.every((one) => one === "pass") && verdicts.length > 0
    ? Exit.ok
    : Exit.couldNotRun;
}
