/**
 * The options of every measurement.
 * @module
 */

import type { Stack } from "../../stack/local/mod.ts";

/** How long, how often. */
export interface MeasureOptions {
  /** The stores; its services are not used. */
  readonly stack: Pick<Stack, "databaseUrl" | "redisUrl">;
  readonly seconds: number;
  readonly connections: number;
  readonly rounds: number;
  readonly say: (line: string) => void;
}
