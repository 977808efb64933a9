/**
 * Scenarios: what a virtual user does.
 * @module
 */

export type { Scenario } from "./scenario.ts";
export { list } from "./shop_steps.ts";
export { visit, type VisitResult } from "./virtual_user.ts";
