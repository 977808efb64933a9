/**
 * The metrics that payments keeps besides its requests.
 * @module
 */

import { Counter, type Registry } from "prom-client";
import type { ChargeResult } from "./charge.ts";

const RESULTS = [
  "success",
  "failed",
  "duplicate",
] as const satisfies readonly ChargeResult[];

/**
 * Registers `payments_charges_total{result}`, every result at 0 from the start:
 * a rate over a series that does not exist yet is no data, not zero.
 * @returns counts one charge
 */
export function chargesTotal(
  registry: Registry,
): (result: ChargeResult) => void {
  const total = new Counter({
    name: "payments_charges_total",
    help: "Calls of /charge by what became of them",
    labelNames: ["result"],
    registers: [registry],
  });
  for (const result of RESULTS) total.inc({ result }, 0);
  return (result) => total.inc({ result });
}
