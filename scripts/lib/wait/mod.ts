/**
 * Waiting for a condition, with a deadline.
 * @module
 */

export { until } from "./until.ts";
export { answersOk, answersPing, poll } from "./wait.ts";
