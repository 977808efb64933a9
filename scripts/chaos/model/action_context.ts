/**
 * The context that an action may use, and its form once it is prepared.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import type { Target } from "./target.ts";
import type { Undo } from "./undo.ts";

/** The facts about the run that actions need. */
export interface ActionContext {
  readonly target: Target;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Marks what this run creates. */
  readonly runId: string;
  /** Marks its faults, which have no room for an id. */
  readonly ownerSeed: number;
  /** Longest life of a fault (s). */
  readonly ttlS: number;
  /** The only namespace in which objects may be touched. */
  readonly namespace: string | undefined;
  /** The page and the metrics must not tell people what they are to find. */
  readonly isExercise?: boolean;
}

/** An action that can be done. */
export interface Prepared {
  /** How it is undone; written down before {@link Prepared.inject}. */
  readonly undo: readonly Undo[];
  /** Does it. @returns what was done, in words */
  inject(signal: AbortSignal): Promise<string>;
}
