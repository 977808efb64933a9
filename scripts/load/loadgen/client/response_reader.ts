/**
 * Reads one HTTP/1.1 response out of the pieces in which it comes (RFC 9112).
 * @module
 */

/** A response that is being read. */
export interface ResponseReader {
  /**
   * Takes the next piece; true when the response is whole.
   * @throws {SyntaxError} when it is no HTTP, or goes on after its end
   */
  take(piece: Uint8Array): boolean;
  /** The connection was closed: true when that is how this response ends. */
  close(): boolean;
  /** 0 until it is known. */
  readonly status: number;
  /** Whether the connection can be used again, once the response is whole. */
  readonly keepsAlive: boolean;
  /** The body; empty unless it was wanted. */
  text(): string;
}

/** Longest head, and longest line of a chunk (bytes). */
const MAX_HEAD = 65_536;

const CR = 13;
const LF = 10;

const decoder = new TextDecoder();

type Body =
  | { readonly kind: "length"; left: number }
  | { readonly kind: "to_close" }
  | { readonly kind: "chunked"; left: number; line: string; isLast: boolean };

/** A reader that has read nothing. */
export function responseReader(wantsText: boolean): ResponseReader {
  let head: Uint8Array = new Uint8Array(0);
  let body: Body | undefined;
  let status = 0;
  let keepsAlive = true;
  const pieces: Uint8Array[] = [];

  function keep(piece: Uint8Array): void {
    // A copy: the piece is part of a buffer that is used again.
    if (wantsText && piece.length > 0) pieces.push(piece.slice());
  }

  function takeHead(piece: Uint8Array): boolean {
    const all = head.length === 0 ? piece : joined([head, piece]);
    const end = headEnd(all, Math.max(0, head.length - 3));
    if (end < 0) {
      if (all.length > MAX_HEAD) throw new SyntaxError("endless head");
      head = all === piece ? piece.slice() : all;
      return false;
    }
    const text = decoder.decode(all.subarray(0, end));
    ({ status, keepsAlive, body } = readHead(text));
    head = new Uint8Array(0);
    const rest = all.subarray(end);
    if (status < 200) { // interim: the real one follows
      body = undefined;
      status = 0;
      return rest.length > 0 && takeHead(rest);
    }
    return takeBody(body, rest);
  }

  function takeBody(body: Body, piece: Uint8Array): boolean {
    switch (body.kind) {
      case "length":
        if (piece.length > body.left) throw new SyntaxError("body too long");
        keep(piece);
        body.left -= piece.length;
        return body.left === 0;
      case "to_close":
        keep(piece);
        return false;
      case "chunked":
        return takeChunks(body, piece, keep);
    }
  }

  return {
    take: (piece) => body ? takeBody(body, piece) : takeHead(piece),
    close: () => body?.kind === "to_close",
    get status() {
      return status;
    },
    get keepsAlive() {
      return keepsAlive;
    },
    text: () =>
      decoder.decode(pieces.length === 1 ? pieces[0] : joined(pieces)),
  };
}

/** Where the empty line ends; -1: not yet. */
function headEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(LF, from); at >= 0;) {
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3;
    at = bytes.indexOf(LF, at + 1);
  }
  return -1;
}

function readHead(
  text: string,
): { status: number; keepsAlive: boolean; body: Body } {
  const [, minor, code] = /^HTTP\/1\.([01]) (\d{3})[ \r]/.exec(text) ?? [];
  if (code === undefined) throw new SyntaxError("not HTTP/1.1");
  const status = Number(code);
  const field = (name: string): string | undefined =>
    new RegExp(`\\r\\n${name}:[ \\t]*([^\\r]*)`, "i").exec(text)?.[1]?.trim();
  const connection = field("connection")?.toLowerCase();
  const keepsAlive = minor === "1"
    ? connection !== "close"
    : connection === "keep-alive";
  const length = field("content-length");
  if (status < 200 || status === 204 || status === 304) {
    return { status, keepsAlive, body: { kind: "length", left: 0 } };
  }
  if (/\bchunked$/i.test(field("transfer-encoding") ?? "")) {
    const body = { kind: "chunked", left: 0, line: "", isLast: false } as const;
    return { status, keepsAlive, body: { ...body } };
  }
  if (length === undefined) {
    return { status, keepsAlive: false, body: { kind: "to_close" } };
  }
  if (!/^\d{1,15}$/.test(length)) throw new SyntaxError("bad Content-Length");
  return { status, keepsAlive, body: { kind: "length", left: Number(length) } };
}

/** True when the last chunk and the empty line after it have come. */
function takeChunks(
  body: Body & { readonly kind: "chunked" },
  piece: Uint8Array,
  keep: (data: Uint8Array) => void,
): boolean {
  let at = 0;
  while (at < piece.length) {
    if (body.left > 0) {
      const data = piece.subarray(at, at + body.left);
      keep(data);
      body.left -= data.length;
      at += data.length;
      continue;
    }
    const end = piece.indexOf(LF, at);
    const stop = end < 0 ? piece.length : end + 1;
    body.line += decoder.decode(piece.subarray(at, stop));
    at = stop;
    if (body.line.length > MAX_HEAD) throw new SyntaxError("endless line");
    if (end < 0) continue;
    const line = body.line.trimEnd();
    body.line = "";
    if (body.isLast) { // trailers, then an empty line
      if (line !== "") continue;
      if (at < piece.length) throw new SyntaxError("more than one response");
      return true;
    }
    if (line === "") continue; // ends the data of the chunk before
    const [, size] = /^([\da-f]{1,8})(;.*)?$/i.exec(line) ?? [];
    if (size === undefined) throw new SyntaxError("bad chunk");
    body.left = parseInt(size, 16);
    body.isLast = body.left === 0;
  }
  return false;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(
    pieces.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
