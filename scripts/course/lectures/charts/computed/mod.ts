/**
 * The charts that follow from a formula, by name.
 * @module
 */

import { type Chart, type ChartInput, chartOf } from "../chart.ts";
import { burnCharts } from "./burn_rates.ts";
import { budgetCharts } from "./budgets.ts";
import { queueCharts } from "./queues.ts";

/** Draws nothing; the numbers of each chart. */
export function computedCharts(): Readonly<Record<string, Chart>> {
  const inputs: Readonly<Record<string, ChartInput>> = {
    ...budgetCharts,
    ...burnCharts,
    ...queueCharts,
  };
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [name, chartOf(input)]),
  );
}
