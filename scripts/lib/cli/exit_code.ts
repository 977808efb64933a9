/**
 * The meaning of every tool's exit code.
 * @module
 */

/**
 * `ok`: done, or measured and good. `verdictFailed`: measured, and not good
 * enough. `couldNotRun`: nothing was measured (bad input, something is missing).
 */
export const Exit = { ok: 0, verdictFailed: 1, couldNotRun: 2 } as const;
