/**
 * Waiting for a condition, with a deadline.
 * @module
 */

export { answersOk, answersPing, poll, until } from "./wait.ts";
