/**
 * The variables of notifications.
 * @module
 */

import { commonEnv } from "../shared/common_env.ts";
import { integer, number } from "../shared/env.ts";
import { MAX_LATENCY_MS } from "../shared/faults/kinds.ts";

/** Parsed once at start, shown by `--help`. */
export const NOTIFICATIONS_ENV = {
  ...commonEnv(8083),
  failureRate: number("NOTIFY_FAILURE_RATE", {
    default: 0,
    min: 0,
    max: 1,
    help: "chance that a notification fails with 500",
  }),
  latencyMs: integer("NOTIFY_LATENCY_MS", {
    default: 0,
    min: 0,
    max: MAX_LATENCY_MS,
    help: "delay before every notification",
  }),
};
