/**
 * The parts of a lab's checks: the context they measure with, verdicts,
 * reports, purchases and load.
 * @module
 */

export { buy, count, quantile, tally } from "./buy.ts";
export { checkerDigest } from "./checker_digest.ts";
export {
  customersDuring,
  FLOOR,
  isUnnoticed,
  MAX_LULL_MS,
  outcomeText,
  startCustomers,
} from "./cluster_load.ts";
export { countersOf, grown } from "./counters.ts";
export { type KillMatrix, killMatrix } from "./failure_matrix.ts";
export { failureTable } from "./failure_table.ts";
export type { Check, CheckContext, Lab } from "./lab.ts";
export { contradictionsIn } from "./load_contradictions.ts";
export { OPERATIONS, PARTS } from "./parts.ts";
export { mebibytes, quantity } from "./quantity.ts";
export {
  forgetLab,
  keepHint,
  keepRecords,
  type LabState,
  readLabState,
} from "./records.ts";
export { emptyReport, reportOf } from "./report.ts";
export { type Checked, runChecks } from "./run_checks.ts";
export type { Shop } from "./shop.ts";
export { SELLS_NOTHING, stillSells } from "./still_sells.ts";
export { readOptional, studentContext } from "./student_context.ts";
export {
  couldNotVerify,
  exitOf,
  fail,
  type Finding,
  notStarted,
  pass,
  passWithRemark,
  unreadable,
  VERDICTS,
} from "./verdict.ts";
