import assert from "node:assert/strict";
import { frame, rapidReset } from "./http2.ts";

Deno.test("a frame has its length in 24 bits, then type, flags and stream", () => {
  assert.deepEqual(
    [...frame(1, 5, 0x01020304, Uint8Array.of(9, 8))],
    [0, 0, 2, 1, 5, 1, 2, 3, 4, 9, 8],
  );
});

Deno.test("rapid reset begins each request and calls it off at once", async () => {
  const sent: (string | Uint8Array)[] = [];
  await rapidReset({
    closed: Promise.resolve(),
    answer: "",
    send(bytes) {
      sent.push(bytes);
      return Promise.resolve(true);
    },
    endSending: () => Promise.resolve(),
    close() {},
  }, "/events");
  const [preface, bytes] = sent;
  assert.match(String(preface), /^PRI \* HTTP\/2.0/);
  assert.ok(bytes instanceof Uint8Array);
  const frames = [...framesIn(bytes)];
  assert.deepEqual(frames.shift(), { type: 4, stream: 0 });
  assert.equal(frames.length, 200);
  for (let i = 0; i < 100; i++) {
    const stream = 2 * i + 1;
    assert.deepEqual(frames[2 * i], { type: 1, stream });
    assert.deepEqual(frames[2 * i + 1], { type: 3, stream });
  }
});

function* framesIn(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length;) {
    const word = view.getUint32(at);
    yield { type: word & 0xff, stream: view.getUint32(at + 5) };
    at += 9 + (word >>> 8);
  }
}
