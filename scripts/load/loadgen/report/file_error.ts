/**
 * Why a file could not be read or written, in words.
 * @module
 */

/** The reason; where the tool lacks the permission it says which it has. */
export function fileReason(error: unknown): string {
  if (error instanceof Deno.errors.NotCapable) {
    return "the tool may read and write in this folder only";
  }
  return error instanceof Error ? error.message : String(error);
}
