/**
 * An answer as it stands on the wire, HTTP/1.1 (RFC 9112).
 * @module
 */

/** An answer, read to its end. */
export interface Answer {
  /** 200..599 */
  readonly status: number;
  /** By lower-case name; of a name that comes twice, the values with a comma. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/** There was no connection, so the service was certainly not asked. */
export class NotConnected extends Error {
  override readonly name = "NotConnected";
}

/** The answer is longer than the limit, or packed although we did not ask. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Status line and headers of an answer. */
export interface Head {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** Whether the connection may carry another request afterwards. */
  readonly isPersistent: boolean;
}

/** How the end of a body is found. */
export type Framing =
  | { readonly kind: "length"; readonly bytes: number }
  | { readonly kind: "chunked" }
  /** It ends with the connection. */
  | { readonly kind: "close" };

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d{2})(?: |$)/;
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Reads a head, without the empty line at its end.
 * @throws {Error} when it is not a head
 */
export function parseHead(text: string): Head {
  const [first = "", ...lines] = text.split("\r\n");
  const found = STATUS_LINE.exec(first);
  if (found === null) throw new Error("the answer is not HTTP/1.1");
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon);
    if (colon < 1 || !NAME.test(name)) {
      throw new Error("a header of the answer cannot be read");
    }
    const key = name.toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  const connection = headers.get("connection")?.toLowerCase() ?? "";
  const isPersistent = found[1] === "1"
    ? !connection.includes("close")
    : connection.includes("keep-alive");
  return { status: Number(found[2]), headers, isPersistent };
}

/**
 * How the body ends, by RFC 9112, section 6.3.
 * @throws {Error} when the headers contradict each other
 */
export function framingOf({ status, headers }: Head): Framing {
  if (status === 204 || status === 304) return { kind: "length", bytes: 0 };
  const coding = headers.get("transfer-encoding");
  const length = headers.get("content-length");
  if (coding !== undefined) {
    if (length !== undefined || coding.toLowerCase() !== "chunked") {
      throw new Error(`the answer's transfer coding is ${coding}`);
    }
    return { kind: "chunked" };
  }
  if (length === undefined) return { kind: "close" };
  if (!/^\d{1,15}$/.test(length)) {
    throw new Error(`the answer's length is ${length}`);
  }
  return { kind: "length", bytes: Number(length) };
}

/**
 * The length of a chunk, from the line before it.
 * @throws {Error} when the line has no length
 */
export function chunkLength(line: string): number {
  const [, digits] = /^([0-9a-fA-F]{1,8})[ \t]*(?:;|$)/.exec(line) ?? [];
  if (digits === undefined) throw new Error("a chunk has no length");
  return parseInt(digits, 16);
}
