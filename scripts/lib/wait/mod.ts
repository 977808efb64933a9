/**
 * Waiting for a condition with a deadline, and for work that goes on side by side.
 * @module
 */

export { inLanes } from "./in_lanes.ts";
export { redisServer } from "./redis_server.ts";
export { answersOk, answersPing, poll, until } from "./wait.ts";
