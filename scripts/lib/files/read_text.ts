/**
 * Text files, whatever editor or checkout wrote them. Git on Windows writes CRLF,
 * Windows PowerShell writes UTF-16, and Notepad puts a byte order mark in front.
 * A reader that hashes, compares, splits or searches text must see the same text
 * on every machine, so all of them read it here (`deno lint` enforces it).
 * @module
 */

/** A file's text, with `\n` as the only line end and no byte order mark. */
export async function readText(path: string | URL): Promise<string> {
  return decodeText(await Deno.readFile(path));
}

/** The same, at once. */
export function readTextSync(path: string | URL): string {
  return decodeText(Deno.readFileSync(path));
}

/** The text of UTF-8, or of UTF-16 that says so, with plain line ends. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe
    ? "utf-16le"
    : first === 0xfe && second === 0xff
    ? "utf-16be"
    : "utf-8";
  return plainText(new TextDecoder(encoding).decode(bytes));
}

/** A text without its byte order mark, its lines ended by `\n` alone. */
export function plainText(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
}
