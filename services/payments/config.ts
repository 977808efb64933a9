/**
 * The variables of payments, and what they ask for.
 * @module
 */

import { commonEnv } from "../shared/common_env.ts";
import { integer, number, type Values } from "../shared/env.ts";
import { FAULTS_SHOWN, shownOrNot } from "../shared/faults/environment.ts";
import { type Fault, MAX_LATENCY_MS } from "../shared/faults/kinds.ts";

/** Parsed once at start, shown by `--help`. */
export const PAYMENTS_ENV = {
  ...commonEnv(8082),
  failureRate: number("PAYMENT_FAILURE_RATE", {
    default: 0,
    min: 0,
    max: 1,
    help: "chance that a charge fails with 500",
  }),
  latencyMs: integer("PAYMENT_LATENCY_MS", {
    default: 0,
    min: 0,
    max: MAX_LATENCY_MS,
    help: "delay before every charge, and before its failure is drawn",
  }),
  faultsShown: FAULTS_SHOWN,
};

/** The values, parsed. */
export type PaymentsConfig = Values<typeof PAYMENTS_ENV>;

/** The two fault variables as faults. */
export function faultsOfEnvironment(
  { failureRate, latencyMs, faultsShown = "yes" }:
    & Pick<PaymentsConfig, "failureRate" | "latencyMs">
    & Partial<Pick<PaymentsConfig, "faultsShown">>,
): readonly Fault[] {
  return shownOrNot(faultsShown, [
    { kind: "payment_failure", rate: failureRate },
    { kind: "payment_latency", rate: 1, latency_ms: latencyMs },
  ]);
}
