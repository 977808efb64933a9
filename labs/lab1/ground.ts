/**
 * The ground for trials of Lab 1's report: the load that step 1.5 leaves
 * behind, and what a shop answers while each part is stopped. `lab prove`
 * measures it on a shop; a test of the product keeps both alike.
 * @module
 */

import type { KillMatrix } from "../../scripts/checks/mod.ts";
import type { Ground } from "../../scripts/checks/variants/mod.ts";
import { reportOf } from "../../scripts/checks/mod.ts";
import { evaluateTable, table } from "./table_check.ts";
import { outageLoad } from "./variants/outage_load_fixture.ts";

/** Statuses of a shop after Task 2, as they were measured on `deno task dev`. */
const MEASURED: KillMatrix = {
  payments: { list: [200], reserve: [200], pay: [503], health: [503] },
  events: { list: [502], reserve: [502], pay: [502], health: [503] },
  redis: { list: [200], reserve: [503], pay: [503], health: [503] },
  postgres: { list: [503], reserve: [503], pay: [503], health: [503] },
};

/** Where the summary is kept. */
export const LOAD = "submissions/lab1-load.json";

/** Opens it. */
export async function ground(): Promise<Ground> {
  const text = JSON.stringify(await outageLoad());
  return {
    checks: [{
      ...table,
      run: async (context) =>
        evaluateTable(await reportOf(context, 1) ?? "", MEASURED),
    }],
    given: () => Promise.resolve(new Map([[LOAD, text]])),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
