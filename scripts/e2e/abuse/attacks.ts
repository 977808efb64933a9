/**
 * The attacks of hostile clients, one function for each kind. Each plays on one
 * connection and returns when it has nothing more to do; the connection is then
 * held until the server ends it or its time is over.
 * @module
 */

import { rapidReset } from "./http2.ts";
import type { Wire } from "./wire.ts";

/** Where a service takes bodies, and where it does not. */
export interface Surface {
  readonly service: string;
  readonly port: number;
  /** A path for GET. */
  readonly read: string;
  /** Paths that read a JSON body. */
  readonly bodies: readonly string[];
}

/** The tools of an attack. */
export interface Attack {
  readonly wire: Wire;
  readonly read: string;
  /** One of the surface's. */
  readonly body: string;
  /** Draws from [0, 1). */
  readonly random: () => number;
  /** Waits; false when the attack is over. */
  readonly pause: (ms: number) => Promise<boolean>;
}

/** How an attack is played. */
export interface Kind {
  readonly play: (attack: Attack) => Promise<unknown>;
  /** Never reads what the server answers. */
  readonly isDeaf?: boolean;
  /** Hangs up when it is done, instead of holding the connection. */
  readonly hangsUp?: boolean;
}

/** A head without the empty line that ends it. */
function head(method: string, path: string, ...headers: string[]): string {
  return [`${method} ${path} HTTP/1.1`, "Host: shop", ...headers, ""]
    .join("\r\n");
}

/** The head of a request with a body. */
function post(path: string, ...headers: string[]): string {
  return head("POST", path, "Content-Type: application/json", ...headers) +
    "\r\n";
}

const CHUNKED = "Transfer-Encoding: chunked";

/** Sends `text` a byte at a time, for as long as the server lets it. */
async function drip({ wire, pause }: Attack, text: string): Promise<void> {
  for (const byte of text) {
    if (!await wire.send(byte) || !await pause(400)) return;
  }
}

/** Sends `piece` without end, at most `count` times. */
async function pour(wire: Wire, piece: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) if (!await wire.send(piece)) return;
}

function noise(random: () => number, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

/** Malformed requests. A server may answer 400 or close. */
const MALFORMED: readonly string[] = [
  "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", // TLS to a port without it
  "GET\r\n\r\n",
  "GET / HTTP/9.9\r\nHost: shop\r\n\r\n",
  "GET / HTTP/1.1\r\n\r\n", // no Host
  "GET / HTTP/1.1\r\nHost: shop\r\nX: a\0b\r\n\r\n",
  "GET / HTTP/1.1\r\nHost : shop\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: shop\r\n folded: yes\r\n\r\n",
  "GET http://[::1 HTTP/1.1\r\nHost: shop\r\n\r\n",
  "GET /%00%ff%zz HTTP/1.1\r\nHost: shop\r\n\r\n",
  "CONNECT shop:443 HTTP/1.1\r\nHost: shop\r\n\r\n",
  "OPTIONS * HTTP/1.1\r\nHost: shop\r\n\r\n",
  `BREW /${"pot/".repeat(200)} HTTP/1.1\r\nHost: shop\r\n\r\n`,
];

/** Two ways to say how long a body is, of which at most one can be true. */
const TWO_LENGTHS: readonly (readonly string[])[] = [
  ["Content-Length: 5", CHUNKED],
  ["Content-Length: 5", "Content-Length: 6"],
  ["Content-Length: -1"],
  ["Content-Length: 99999999999999999999"],
  ["Content-Length: 0x10"],
  ["Transfer-Encoding: gzip, chunked, identity"],
];

/** Malformed chunks. */
const BAD_CHUNKS: readonly string[] = [
  "ZZ\r\n{}\r\n",
  "-1\r\n{}\r\n",
  "fffffffffffffffff\r\n{",
  "2\r\n{}extra\r\n0\r\n\r\n",
  "2;" + "x".repeat(10_000) + "\r\n{}\r\n0\r\n\r\n",
  "0\r\nTrailer",
];

function oneOf<T>(all: readonly T[], random: () => number): T {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new RangeError("Nothing to choose from");
  return one;
}

/** Every kind, by the name that the report uses. */
export const KINDS: Readonly<Record<string, Kind>> = {
  "silent connection": { play: () => Promise.resolve() },
  "connect and hang up": { play: () => Promise.resolve(), hangsUp: true },
  "half a head": { play: ({ wire, read }) => wire.send(head("GET", read)) },
  "slow head (Slowloris)": {
    play: (attack) => drip(attack, head("GET", attack.read, "X: y".repeat(99))),
  },
  "endless head": {
    play: async ({ wire, read }) => {
      if (!await wire.send(head("GET", read))) return;
      await pour(wire, `X-${"y".repeat(1000)}: z\r\n`, 2000);
    },
  },
  "half a body": {
    play: ({ wire, body }) =>
      wire.send(post(body, "Content-Length: 100") + '{"quantity"'),
  },
  "half a chunked body": {
    play: ({ wire, body }) => wire.send(post(body, CHUNKED) + "5\r\n{"),
  },
  "slow body": {
    play: async (attack) => {
      const { wire, body } = attack;
      if (!await wire.send(post(body, "Content-Length: 200"))) return;
      await drip(attack, '{"quantity": 1, "x": "' + "y".repeat(177) + '"}');
    },
  },
  "hang-up in the body": {
    hangsUp: true,
    play: async ({ wire, body, pause }) => {
      await wire.send(post(body, "Content-Length: 100") + "{");
      await pause(20);
    },
  },
  "hang-up in a chunk": {
    hangsUp: true,
    play: async ({ wire, body, pause }) => {
      await wire.send(post(body, CHUNKED) + "5\r\n{");
      await pause(20);
    },
  },
  "end of sending in the body": {
    play: async ({ wire, body }) => {
      await wire.send(post(body, "Content-Length: 100") + "{");
      await wire.endSending();
    },
  },
  "hang-up before the answer": {
    hangsUp: true,
    play: ({ wire, body }) =>
      wire.send(post(body, "Content-Length: 14") + '{"quantity":1}'),
  },
  "bad chunks": {
    play: ({ wire, body, random }) =>
      wire.send(post(body, CHUNKED) + oneOf(BAD_CHUNKS, random)),
  },
  "two lengths": {
    play: ({ wire, body, random }) =>
      wire.send(post(body, ...oneOf(TWO_LENGTHS, random)) + "0\r\n\r\n{}"),
  },
  "oversize body": {
    play: async ({ wire, body }) => {
      if (!await wire.send(post(body, "Content-Length: 9000000"))) return;
      await pour(wire, "x".repeat(65_536), 130);
    },
  },
  "endless chunks": {
    play: async ({ wire, body }) => {
      if (!await wire.send(post(body, CHUNKED))) return;
      await pour(wire, "1000\r\n" + "x".repeat(4096) + "\r\n", 2000);
    },
  },
  "malformed request": {
    play: ({ wire, random }) => wire.send(oneOf(MALFORMED, random)),
  },
  noise: {
    play: ({ wire, random }) =>
      wire.send(noise(random, 1 + Math.floor(random() * 4000))),
  },
  "malformed JSON": {
    play: async ({ wire, body, random }) => {
      const text = oneOf(['{"quantity":', "[".repeat(60_000), "\0"], random);
      await wire.send(post(body, `Content-Length: ${text.length}`) + text);
    },
  },
  pipelining: {
    play: ({ wire, read }) =>
      wire.send((head("GET", read) + "\r\n").repeat(40)),
  },
  "pipelining, deaf": {
    isDeaf: true,
    play: ({ wire, read }) =>
      wire.send((head("GET", read) + "\r\n").repeat(40)),
  },
  "HTTP/2 rapid reset": { play: ({ wire, read }) => rapidReset(wire, read) },
};
