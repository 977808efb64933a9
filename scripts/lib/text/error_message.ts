/**
 * Errors in words.
 * @module
 */

/** What went wrong: of a `fetch` that failed, its cause. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined
    ? error.message.replace(/^error sending request for url \S+ /, "")
    : wordsOf(error.cause);
}
