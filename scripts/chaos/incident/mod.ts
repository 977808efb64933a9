/**
 * Incident exercises: the scenarios, and what pages for them.
 * @module
 */

export type { Firing } from "./alerts.ts";
export { type Incident, type Result, startIncident } from "./incident.ts";
export { type Scenario, SCENARIOS } from "./scenario.ts";
