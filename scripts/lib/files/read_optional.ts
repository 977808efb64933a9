/**
 * Files that need not be there, in the encodings that editors and shells write.
 * @module
 */

/** A file's text; undefined when there is none. */
export async function readOptional(path: string): Promise<string | undefined> {
  try {
    return decodeText(await Deno.readFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * The text of a file without its byte order mark. `>` in Windows PowerShell
 * writes UTF-16, and so do some editors.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return new TextDecoder("utf-16le").decode(bytes);
  }
  if (first === 0xfe && second === 0xff) {
    return new TextDecoder("utf-16be").decode(bytes);
  }
  return new TextDecoder().decode(bytes);
}
