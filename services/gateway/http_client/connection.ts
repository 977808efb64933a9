/**
 * One connection to a service, which carries one request after the other.
 *
 * A read is always under way, also while the connection is idle: so its pool
 * learns at once when the service closes it, and sends no request into a
 * connection that is known to be dead.
 * @module
 */

import {
  type Answer,
  chunkLength,
  type Framing,
  framingOf,
  type Head,
  parseHead,
  Unreadable,
} from "./answer.ts";

/** The part of a socket that a connection needs, as `Deno.Conn` has it. */
export interface Socket {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
}

/** A connection that is open. */
export interface Connection {
  /** False after a failure, or when the service wants no more requests. */
  readonly isUsable: boolean;
  /** Sends a request and reads its answer. One at a time. */
  exchange(request: Uint8Array, maxBytes: number): Promise<Answer>;
  /** Whatever is under way fails. Safe to repeat. */
  close(): void;
}

/** Most answers are shorter (bytes). */
const BUFFER_BYTES = 8 * 1024;

/** Longest head that is read (bytes). */
const MAX_HEAD_BYTES = 64 * 1024;

const CR = 13;
const LF = 10;

/** Speaks HTTP/1.1 over `socket`; `lost` hears of the end of an idle one. */
export function openConnection(
  socket: Socket,
  lost: () => void,
): Connection {
  let buffer = new Uint8Array(BUFFER_BYTES);
  /** The bytes that have arrived and are not used yet are between these two. */
  let start = 0;
  let end = 0;
  let isUsable = true;
  let isBusy = false;
  let reading: Promise<number | null> | undefined;
  const decoder = new TextDecoder();

  function close(): void {
    if (!isUsable) return;
    isUsable = false;
    try {
      socket.close();
    } catch {
      // The socket is closed already.
    }
  }

  /** Begins to read what comes next, unless that is under way. */
  function read(): Promise<number | null> {
    return reading ??= socket.read(buffer.subarray(end));
  }

  function watchWhileIdle(): void {
    read().then(leaveIdle, leaveIdle);
  }

  /** Bytes without a request, or an end: either way it is of no use. */
  function leaveIdle(): void {
    if (isBusy || !isUsable) return;
    close();
    lost();
  }

  /** Waits until more has arrived; false at the end of the connection. */
  async function more(): Promise<boolean> {
    if (reading === undefined && end === buffer.length) makeRoom();
    const count = await read();
    reading = undefined;
    if (count === null) return false;
    end += count;
    return true;
  }

  function makeRoom(): void {
    const rest = buffer.subarray(start, end);
    if (rest.length > buffer.length / 2) {
      const larger = new Uint8Array(buffer.length * 2);
      larger.set(rest);
      buffer = larger;
    } else buffer.copyWithin(0, start, end);
    end = rest.length;
    start = 0;
  }

  async function need(): Promise<void> {
    if (await more()) return;
    throw new Error("the connection ended before the answer did");
  }

  /** The text up to `lines` line ends in a row, which are passed over. */
  async function textUpTo(lines: 1 | 2): Promise<string> {
    let from = start;
    for (;;) {
      const found = lineEnd(buffer, from, end, lines);
      if (found >= 0) {
        const text = decoder.decode(buffer.subarray(start, found));
        start = found + 2 * lines;
        return text;
      }
      const seen = end - start;
      if (seen > MAX_HEAD_BYTES) {
        throw new Error("the answer's head is endless");
      }
      await need();
      from = start + Math.max(0, seen - 3);
    }
  }

  async function take(bytes: number): Promise<Uint8Array> {
    while (end - start < bytes) await need();
    start += bytes;
    return buffer.subarray(start - bytes, start);
  }

  async function body(framing: Framing, maxBytes: number): Promise<string> {
    switch (framing.kind) {
      case "length":
        bounded(framing.bytes, maxBytes);
        return decoder.decode(await take(framing.bytes));
      case "chunked":
        return await chunked(maxBytes);
      case "close":
        do bounded(end - start, maxBytes); while (await more());
        return decoder.decode(buffer.subarray(start, end));
    }
  }

  async function chunked(maxBytes: number): Promise<string> {
    const joined = new TextDecoder(); // a letter may be cut in two by a chunk
    let text = "";
    let total = 0;
    for (;;) {
      const length = chunkLength(await textUpTo(1));
      if (length === 0) break;
      bounded(total += length, maxBytes);
      text += joined.decode(await take(length), { stream: true });
      if (await textUpTo(1) !== "") throw new Error("a chunk is too long");
    }
    while (await textUpTo(1) !== ""); // trailers
    return text + joined.decode();
  }

  async function head(): Promise<Head> {
    for (;;) {
      const found = parseHead(await textUpTo(2));
      if (found.status >= 200) return found;
      // 1xx: the answer itself is still to come.
    }
  }

  async function exchange(
    request: Uint8Array,
    maxBytes: number,
  ): Promise<Answer> {
    isBusy = true;
    let isOver = false;
    try {
      for (let sent = 0; sent < request.length;) {
        sent += await socket.write(
          sent === 0 ? request : request.subarray(sent),
        );
      }
      const { status, headers, isPersistent } = await head();
      if (headers.has("content-encoding")) {
        throw new Unreadable("it is packed, and we did not ask for that");
      }
      const framing = framingOf({ status, headers, isPersistent });
      const text = await body(framing, maxBytes);
      // Bytes that come after an answer belong to no request of ours.
      isOver = isPersistent && framing.kind !== "close" && start === end;
      return { status, headers, text };
    } finally {
      isBusy = false;
      if (isOver) {
        start = end = 0;
        if (buffer.length > BUFFER_BYTES) buffer = new Uint8Array(BUFFER_BYTES);
        watchWhileIdle();
      } else close();
    }
  }

  watchWhileIdle();
  return {
    get isUsable() {
      return isUsable;
    },
    exchange,
    close,
  };
}

function bounded(bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) throw new Unreadable(`more than ${maxBytes} bytes`);
}

/** Where `lines` line ends in a row begin, or -1. */
function lineEnd(
  buffer: Uint8Array,
  from: number,
  end: number,
  lines: 1 | 2,
): number {
  const last = end - 2 * lines;
  for (let at = from; at <= last; at++) {
    if (buffer[at] !== CR || buffer[at + 1] !== LF) continue;
    if (lines === 1 || (buffer[at + 2] === CR && buffer[at + 3] === LF)) {
      return at;
    }
  }
  return -1;
}
