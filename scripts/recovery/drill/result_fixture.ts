/**
 * Results of drills for tests: a good one, and what a test changes in it.
 * @module
 */

import { RESULT, type Result } from "./result.ts";

/** A drill that passed, as a busy shop shows it. */
export function resultWith(changes: Partial<Result> = {}): Result {
  return {
    schema: RESULT,
    began: "2026-11-24T12:00:00.000Z",
    verdict: "pass",
    backup: {
      name: "shop_20261124T115500Z",
      bytes: 12_345,
      sha256: "a".repeat(64),
      shows: "2026-11-24T11:55:00.000Z",
    },
    of: { database: "shop", server: "1", timeline: 1 },
    checks: [{
      name: "integrity",
      verdict: "pass",
      measured: "whole",
      bound: "every byte",
    }],
    rto: { serverUp: 0.5, restored: 1.25, verified: 2, firstOrder: 3.5 },
    rpo: { seconds: 300, orders: 7 },
    live: { orders: 12, seconds: 4 },
    provenance: {
      machine: "a machine",
      deno: "2",
      revision: "",
      tool: "t",
      client: "17.5",
      server: "17.5",
    },
    ...changes,
  };
}
