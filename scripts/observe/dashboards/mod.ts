/**
 * The parts of Grafana's boards.
 * @module
 */

export { boardQueries, boardText } from "./boards.ts";
export { givenSignals } from "./golden_signals.ts";
export { gauge, timeSeries } from "./panels.ts";
