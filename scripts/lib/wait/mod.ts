/**
 * Waiting for a condition, with a deadline.
 * @module
 */

export { redisServer } from "./redis_server.ts";
export { answersOk, answersPing, poll, until } from "./wait.ts";
