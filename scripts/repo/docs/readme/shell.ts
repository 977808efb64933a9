/**
 * Runs a document's commands.
 * @module
 */

/** A shell; gives what was printed on both streams, and the code. */
export type Shell = (
  command: string,
) => Promise<{ readonly code: number; readonly printed: string }>;
