import assert from "node:assert/strict";
import fc from "fast-check";
import { openConnection, type Socket } from "./connection.ts";
import type { Answer } from "./answer.ts";

const MAX_BYTES = 100;
const REQUEST = new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n");

/** A socket that gives `pieces` once it was written to, and then ends. */
function socketOf(pieces: readonly Uint8Array[]): Socket & { closed: boolean } {
  const asked = Promise.withResolvers<void>();
  const rest = [...pieces];
  const socket = {
    closed: false,
    async read(buffer: Uint8Array) {
      await asked.promise;
      const [next] = rest;
      if (next === undefined) return null;
      const taken = next.subarray(0, buffer.length);
      buffer.set(taken);
      if (taken.length === next.length) rest.shift();
      else rest[0] = next.subarray(taken.length);
      return taken.length;
    },
    write(bytes: Uint8Array) {
      asked.resolve();
      return Promise.resolve(Math.min(bytes.length, 7)); // in several writes
    },
    close: () => void (socket.closed = true),
  };
  return socket;
}

async function answerTo(...texts: readonly string[]): Promise<Answer> {
  const encoder = new TextEncoder();
  const socket = socketOf(texts.map((text) => encoder.encode(text)));
  const connection = openConnection(socket, () => {});
  return await connection.exchange(REQUEST, MAX_BYTES);
}

const ok = "HTTP/1.1 200 OK\r\n";

const ANSWERS: readonly (readonly [string, string, Partial<Answer>])[] = [
  ["a length", `${ok}Content-Length: 5\r\n\r\nhé l`, { text: "hé l" }],
  [
    "chunks, with an extension and a trailer",
    `${ok}Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nh\u00e9\r\n2 \r\nyo\r\n0\r\nX: y\r\n\r\n`,
    { text: "héyo" },
  ],
  ["the end of the connection", `${ok}\r\nall of it`, { text: "all of it" }],
  ["no body", "HTTP/1.1 204 None\r\n\r\n", { status: 204, text: "" }],
  [
    "an interim answer before it",
    `HTTP/1.1 103 Early\r\nLink: a\r\n\r\n${ok}Content-Length: 1\r\n\r\nx`,
    { text: "x" },
  ],
  [
    "an error with a header in small letters",
    "HTTP/1.1 503 Busy\r\nretry-after:2\r\ncontent-length: 0\r\n\r\n",
    {
      status: 503,
      headers: new Map([["retry-after", "2"], ["content-length", "0"]]),
    },
  ],
];

for (const [what, wire, wanted] of ANSWERS) {
  Deno.test(`an answer with ${what} is the same however it is cut`, async () => {
    const bytes = new TextEncoder().encode(wire);
    const cuts = fc.array(fc.integer({ min: 1, max: bytes.length }));
    await fc.assert(fc.asyncProperty(cuts, async (places) => {
      const sorted = [0, ...places.toSorted((a, b) => a - b), bytes.length];
      const pieces = sorted.slice(1)
        .map((place, i) => bytes.subarray(sorted[i], place))
        .filter(({ length }) => length > 0);
      const connection = openConnection(socketOf(pieces), () => {});
      const answer = await connection.exchange(REQUEST, MAX_BYTES);
      for (const [key, value] of Object.entries(wanted)) {
        assert.deepEqual(new Map(Object.entries(answer)).get(key), value);
      }
    }));
  });
}

for (
  const [what, wire] of [
    ["nothing", ""],
    ["another protocol", "220 smtp ready\r\n\r\n"],
    ["half a head", `${ok}Content-`],
    ["half a body", `${ok}Content-Length: 9\r\n\r\nabc`],
    ["half a chunk", `${ok}Transfer-Encoding: chunked\r\n\r\n9\r\nabc`],
    ["no last chunk", `${ok}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n`],
    [
      "a chunk that is longer than it says",
      `${ok}Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n`,
    ],
    [
      "a chunk without a length",
      `${ok}Transfer-Encoding: chunked\r\n\r\nz\r\n\r\n`,
    ],
    ["two lengths", `${ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
    ["a negative length", `${ok}Content-Length: -1\r\n\r\n`],
    [
      "a length and chunks",
      `${ok}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      "an unknown coding",
      `${ok}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    ],
    ["a head without colons", `${ok}nonsense\r\n\r\n`],
    [
      "more than is read, announced",
      `${ok}Content-Length: 101\r\n\r\n${"a".repeat(101)}`,
    ],
    [
      "more than is read, in chunks",
      `${ok}Transfer-Encoding: chunked\r\n\r\n65\r\n${
        "a".repeat(101)
      }\r\n0\r\n\r\n`,
    ],
    ["more than is read, until the end", `${ok}\r\n${"a".repeat(101)}`],
    [
      "a packed body",
      `${ok}Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\na`,
    ],
    ["a head without an end", `${ok}X: ${"a".repeat(70_000)}`],
  ] as const
) {
  Deno.test(`an answer of ${what} is refused`, async () => {
    await assert.rejects(answerTo(wire), Error);
  });
}

for (
  const [what, wire, isUsable] of [
    ["is complete", `${ok}Content-Length: 1\r\n\r\na`, true],
    [
      "asks for it",
      `${ok}Connection: close\r\nContent-Length: 1\r\n\r\na`,
      false,
    ],
    ["is HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na", false],
    ["has more behind it", `${ok}Content-Length: 1\r\n\r\nab`, false],
    ["ends with it", `${ok}\r\na`, false],
  ] as const
) {
  Deno.test(`a connection whose answer ${what} is ${isUsable ? "kept" : "closed"}`, async () => {
    const socket = socketOf([new TextEncoder().encode(wire)]);
    const connection = openConnection(socket, () => {});
    const { text } = await connection.exchange(REQUEST, MAX_BYTES);
    assert.equal(text, "a");
    assert.equal(connection.isUsable, isUsable);
    assert.equal(socket.closed, !isUsable);
  });
}
