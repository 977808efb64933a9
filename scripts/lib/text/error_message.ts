/**
 * Errors in words.
 * @module
 */

/** The message of an error; for a `fetch` that failed, that of its cause. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined
    ? error.message.replace(/^error sending request for url \S+ /, "")
    : wordsOf(error.cause);
}
