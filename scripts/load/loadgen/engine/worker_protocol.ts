/**
 * The messages between the main thread and its workers.
 * @module
 */

import type { Plan, Share } from "./plan.ts";
import type { Slice } from "../result/slice.ts";

/** To a worker. */
export type ToWorker =
  | { readonly kind: "start"; readonly plan: Plan; readonly share: Share }
  | { readonly kind: "stop" };

/** From a worker. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "slice"; readonly slice: Slice }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly reason: string };
