/**
 * Groups alerts before they are sent.
 * @module
 */

/** How notifications are put together. */
export interface Grouping {
  readonly by: readonly string[];
  /** From the first alert of a group to its first notification (ms). */
  readonly waitMs: number;
  /** Least time between two notifications of a group (ms). */
  readonly intervalMs: number;
  /** From a notification to the next one that says the same (ms). */
  readonly repeatMs: number;
}
