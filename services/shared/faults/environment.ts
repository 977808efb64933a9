/**
 * Faults that a service is deployed with. An exercise hides them, because the
 * person who is paged should find the cause, and not read it from a gauge.
 * @module
 */

import { oneOf, type Variable } from "../env.ts";
import type { Fault } from "./kinds.ts";

/** `FAULTS_SHOWN` */
export const FAULTS_SHOWN: Variable<"yes" | "no"> = oneOf("FAULTS_SHOWN", [
  "yes",
  "no",
], {
  default: "yes",
  help: "whether metrics, logs and /faults show faults of the variables",
});

/** The same faults, hidden unless they are to be shown. */
export function shownOrNot(
  isShown: "yes" | "no",
  faults: readonly Fault[],
): readonly Fault[] {
  return isShown === "yes"
    ? faults
    : faults.map((fault) => ({ ...fault, unannounced: true }));
}
